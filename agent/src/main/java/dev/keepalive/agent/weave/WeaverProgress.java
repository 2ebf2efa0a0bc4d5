package dev.keepalive.agent.weave;

import dev.keepalive.agent.watch.AgentThreads;
import java.util.concurrent.CountDownLatch;

/** How far the thread beside is with what was put off, for those who have to wait for it. */
final class WeaverProgress {
  /** Longer than launching the agent and weaving take, each on a tenth of a core. */
  private static final long PATIENCE_MILLIS = 20_000;

  private static final long LOOK_MILLIS = 100;

  /** In a row; the JVM takes classes in some ten milliseconds. */
  private static final int STUCK_LOOKS = 5;

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile Thread weaver;

  /** It is this thread. */
  void begin() {
    weaver = Thread.currentThread();
  }

  boolean isOfThisThread() {
    return Thread.currentThread() == weaver;
  }

  void done() {
    done.countDown();
  }

  /**
   * Until it is done, or the JVM gets no further, which may be because of us: with {@code
   * -Xverify:all} it may have to wait for a class that our caller is loading, or verifying.
   */
  void await() {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    int stuck = 0;
    while (done.getCount() > 0 && stuck < STUCK_LOOKS && System.nanoTime() - end < 0) {
      AgentThreads.await(done, LOOK_MILLIS);
      Thread beside = weaver;
      boolean isInTheJvm = beside != null && Retransformation.isUnderWayIn(beside);
      stuck = isInTheJvm ? stuck + 1 : 0;
    }
  }
}
