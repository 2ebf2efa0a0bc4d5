package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Hooks;
import java.util.List;

/** The watch thread: a daemon that moves the coarse clock and then runs its tasks, every tick. */
public final class WatchThread implements Runnable {
  /** The clock moves at most so many intervals a tick: a JVM that was stopped has not aged. */
  private static final int MOST_INTERVALS = 2;

  /** How fast it goes, which may change at run time. */
  public interface Pace {
    /** Milliseconds between ticks, over 0. */
    long intervalMillis();
  }

  private final Pace pace;
  private final List<WatchTask> tasks;

  public WatchThread(Pace pace, List<WatchTask> tasks) {
    this.pace = pace;
    this.tasks = tasks;
  }

  /** Starts it; it lives as long as the JVM. */
  public void start() {
    Thread thread = new Thread(this, "keepalive-agent-watch");
    thread.setDaemon(true);
    // The application's loader must be collectable though this thread was started beneath it.
    thread.setContextClassLoader(null);
    thread.start();
  }

  @Override
  public void run() {
    long last = System.nanoTime();
    while (true) {
      long intervalMillis = pace.intervalMillis();
      try {
        Thread.sleep(intervalMillis);
      } catch (InterruptedException nobodyMay) {
        continue;
      }
      long now = System.nanoTime();
      long passed = (now - last) / 1_000_000;
      last = now;
      Clock.now += Math.min(passed, MOST_INTERVALS * intervalMillis);
      for (int i = 0; i < tasks.size(); i++) {
        try {
          tasks.get(i).tick();
        } catch (Throwable failure) {
          Hooks.failed(failure);
        }
      }
    }
  }
}
