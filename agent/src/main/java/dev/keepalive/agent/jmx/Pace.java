package dev.keepalive.agent.jmx;

import java.util.concurrent.TimeUnit;

/** Lets ten pass in ten seconds, and counts the others. */
final class Pace {
  private static final int MOST = 10;
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  private long windowBegin;
  private int passed;
  private long leftOut;

  /**
   * @param now of {@code System.nanoTime}
   * @return how many were left out since the last that passed; -1: this one is left out
   */
  synchronized long next(long now) {
    if (passed == 0 || now - windowBegin >= WINDOW_NANOS) {
      windowBegin = now;
      passed = 0;
    }
    if (passed == MOST) {
      leftOut++;
      return -1;
    }
    passed++;
    long before = leftOut;
    leftOut = 0;
    return before;
  }

  /** What passed did not arrive after all: it is told with the next. */
  synchronized void lost(long count) {
    leftOut += count;
  }
}
