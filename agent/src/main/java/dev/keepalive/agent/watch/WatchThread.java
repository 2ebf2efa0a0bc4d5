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
  private volatile Thread active;

  public WatchThread(Pace pace, List<WatchTask> tasks) {
    this.pace = pace;
    this.tasks = tasks;
  }

  /** Starts it; it lives as long as the JVM, or until a successor takes over. */
  public void start() {
    active = AgentThreads.start(this, "keepalive-agent-watch");
  }

  @Override
  public void run() {
    long last = System.nanoTime();
    while (active == null || active == Thread.currentThread()) {
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
