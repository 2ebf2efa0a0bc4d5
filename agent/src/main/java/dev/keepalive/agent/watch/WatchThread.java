package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Hooks;
import java.util.List;

/** The watch thread: a daemon that moves the coarse clock and runs its tasks, every interval. */
public final class WatchThread implements Runnable {
  /** The clock moves at most so many intervals a tick: a JVM that was stopped has not aged. */
  private static final int MOST_INTERVALS = 2;

  /** And where it beats faster: a mark is never older than that makes it look. */
  private static final int MOST_BEATS = 5;

  /** How fast it goes, which may change at run time. */
  public interface Pace {
    /** Milliseconds between ticks, over 0. */
    long intervalMillis();
  }

  private final Pace pace;
  private final List<WatchTask> tasks;
  private volatile Thread active;
  private final Object pulse = new Object();
  private long beatMillis = Long.MAX_VALUE;

  public WatchThread(Pace pace, List<WatchTask> tasks) {
    this.pace = pace;
    this.tasks = tasks;
  }

  /** Starts it; it lives as long as the JVM, or until a successor takes over. */
  public void start() {
    active = AgentThreads.start(this, "keepalive-agent-watch");
  }

  /**
   * Moves the clock at once and from now on at least so often; the tasks keep their pace.
   *
   * @param millis {@code Long.MAX_VALUE}: once an interval again
   */
  public void beat(long millis) {
    synchronized (pulse) {
      beatMillis = millis;
      pulse.notifyAll();
    }
  }

  @Override
  public void run() {
    long last = System.nanoTime();
    long sinceTasks = 0;
    while (active == null || active == Thread.currentThread()) {
      long interval = pace.intervalMillis();
      pause(interval - Math.min(sinceTasks, interval - 1));
      long passed = (System.nanoTime() - last) / 1_000_000;
      last += passed * 1_000_000;
      Clock.now += Math.min(passed, mostMillis(interval));
      sinceTasks += passed;
      if (sinceTasks >= interval) {
        sinceTasks = 0;
        runTasks();
      }
    }
  }

  private long mostMillis(long interval) {
    synchronized (pulse) {
      return beatMillis < interval ? MOST_BEATS * beatMillis : MOST_INTERVALS * interval;
    }
  }

  private void pause(long millis) {
    try {
      synchronized (pulse) {
        pulse.wait(Math.min(beatMillis, millis));
      }
    } catch (InterruptedException nobodyMay) {
      // Then this tick comes early.
    }
  }

  private void runTasks() {
    for (int i = 0; i < tasks.size(); i++) {
      try {
        tasks.get(i).tick();
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
  }
}
