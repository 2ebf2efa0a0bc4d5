package dev.keepalive.agent.drain;

import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.watch.WatchThread;

/**
 * The coarse clock, made finer for a drain. Marks from before are up to one interval older than
 * they look, and the benefit of the doubt is theirs.
 */
final class DrainClock {
  /** Milliseconds between two looks. */
  static final long BEAT_MILLIS = 5;

  private final WatchThread watch;
  private final long coarseMillis;
  private final long finerSince;

  /** Makes the clock finer, until {@link #coarse}. */
  DrainClock(WatchThread watch, long coarseMillis) {
    this.watch = watch;
    this.coarseMillis = coarseMillis;
    this.finerSince = Clock.now + coarseMillis;
    watch.beat(BEAT_MILLIS);
  }

  void coarse() {
    watch.beat(Long.MAX_VALUE);
  }

  long now() {
    return Clock.now;
  }

  /** How long ago that was, at least. */
  long since(long mark) {
    long passed = Clock.now - mark;
    return mark >= finerSince ? passed : Math.max(0, passed - coarseMillis);
  }
}
