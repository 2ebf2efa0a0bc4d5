package dev.keepalive.agent.watch;

import dev.keepalive.agent.log.SuppressForbidden;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes the agent's threads: daemons that keep nothing of the application's alive. */
public final class AgentThreads {
  private AgentThreads() {}

  public static Thread start(Runnable work, String name) {
    Thread thread = make(work, name);
    thread.start();
    return thread;
  }

  /** One that is not started yet. */
  public static Thread make(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    // Beneath an application's loader it would keep that from being collected.
    thread.setContextClassLoader(null);
    return thread;
  }

  /**
   * Keeps a thread of the application's waiting for one of these.
   *
   * @param millis but no longer
   */
  @SuppressForbidden("nobody else: the flag of this thread is given back as it was")
  public static void await(CountDownLatch latch, long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    boolean interrupted = false;
    while (true) {
      try {
        latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException theApplications) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
