package dev.keepalive.agent.drain;

import dev.keepalive.agent.boot.Clock;

/**
 * The coarse clock, made finer for a drain. Marks from before are up to one interval younger than
 * they look, and the benefit of the doubt is theirs; but not younger than the drain, which would
 * wait longer than it was told to. Used by one thread.
 */
final class DrainClock {
  /** Milliseconds between two looks. */
  static final long BEAT_MILLIS = 5;

  private final long coarseMillis;
  private final long lastCoarse = Clock.now;

  /** Its first movement that was seen; 0: it has not moved yet. */
  private long finerSince;

  /**
   * To be made before the clock goes faster.
   *
   * @param coarseMillis how often it moved until now
   */
  DrainClock(long coarseMillis) {
    this.coarseMillis = coarseMillis;
  }

  long now() {
    return Clock.now;
  }

  /** How long ago that was, at least. */
  long since(long mark) {
    long now = Clock.now;
    long passed = now - mark;
    if (mark > lastCoarse) {
      return passed;
    }
    if (finerSince == 0 && now > lastCoarse) {
      finerSince = now;
    }
    long ofDrain = finerSince == 0 ? 0 : now - finerSince;
    return Math.max(ofDrain, passed - coarseMillis);
  }
}
