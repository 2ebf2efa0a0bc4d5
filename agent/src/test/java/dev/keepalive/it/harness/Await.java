package dev.keepalive.it.harness;

import java.time.Duration;
import java.util.function.Supplier;

/** Waits for something to become true, never longer than a deadline. */
public final class Await {
  /** For what takes a moment on a quiet machine and may take many on a busy one. */
  public static final Duration LONG = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 50;

  private Await() {}

  /**
   * @param problem tells what is still wrong; null: nothing
   */
  public static void noProblem(Duration limit, Supplier<String> problem) {
    long end = System.nanoTime() + limit.toNanos();
    String current = problem.get();
    while (current != null) {
      if (System.nanoTime() > end) {
        throw new AssertionError("after " + limit.toSeconds() + " s still: " + current);
      }
      pause();
      current = problem.get();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
