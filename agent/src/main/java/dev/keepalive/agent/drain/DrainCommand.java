package dev.keepalive.agent.drain;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.log.Level;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Durations;
import dev.keepalive.agent.options.ShutdownOptions;
import dev.keepalive.agent.watch.AgentThreads;

/**
 * A drain on demand: of the accepted connections that are open now, whatever the mode, without
 * ending the JVM and without touching listeners. One at a time.
 */
public final class DrainCommand {
  /** Where it stands. */
  public enum State {
    /** None was asked for. */
    NONE,
    RUNNING,
    /** All were closed, or let go. */
    DONE,
    /** Time was up, and some were left open. */
    TIMED_OUT,
    CANCELLED
  }

  private final Parts parts;
  private volatile State state = State.NONE;
  private volatile DrainFigures figures = new DrainFigures();
  private volatile long limitMillis;

  public DrainCommand(Parts parts) {
    this.parts = parts;
  }

  /**
   * Begins one and returns at once.
   *
   * @param seconds for exchanges under way; 0: as long as {@code shutdown.timeout}
   * @throws IllegalArgumentException less than 0, or more than an hour
   * @throws IllegalStateException one is running
   */
  public synchronized void start(int seconds) {
    if (seconds < 0 || seconds > 3600) {
      throw new IllegalArgumentException("seconds must be from 0 to 3600");
    }
    if (state == State.RUNNING) {
      throw new IllegalStateException("a drain is running");
    }
    final ShutdownOptions options = parts.source.shutdown();
    final DrainFigures current = new DrainFigures();
    final long limit = seconds == 0 ? options.timeoutMillis : seconds * 1000L;
    figures = current;
    limitMillis = limit;
    state = State.RUNNING;
    Log.info("drain on demand begins: up to " + Durations.text(limit));
    AgentThreads.start(
        new Runnable() {
          @Override
          public void run() {
            end(current, drain(options, current, limit));
          }
        },
        "keepalive-agent-drain");
  }

  /**
   * Ends it where it is: what is closed stays so.
   *
   * @return whether one was running
   */
  public synchronized boolean cancel() {
    if (state != State.RUNNING) {
      return false;
    }
    end(figures, State.CANCELLED);
    return true;
  }

  public State state() {
    return state;
  }

  /** Of the last one. */
  public DrainFigures figures() {
    return figures;
  }

  /** How long the last one may take for exchanges under way, in milliseconds. */
  public long limitMillis() {
    return limitMillis;
  }

  private State drain(ShutdownOptions options, DrainFigures current, long limit) {
    DrainClock clock = parts.clock();
    try {
      Drain drain = parts.drain(options, clock, current, Drain.Way.ON_DEMAND);
      long end = System.nanoTime() + limit * 1_000_000;
      while (state == State.RUNNING && figures == current && drain.look()) {
        if (System.nanoTime() - end >= 0) {
          drain.end();
          return State.TIMED_OUT;
        }
        Thread.sleep(DrainClock.BEAT_MILLIS);
      }
      drain.end();
      return State.DONE;
    } catch (InterruptedException cancelled) {
      return State.CANCELLED;
    } catch (RuntimeException failure) {
      Hooks.failed(failure);
      return State.CANCELLED;
    } finally {
      parts.coarse();
    }
  }

  private synchronized void end(DrainFigures current, State outcome) {
    if (state != State.RUNNING || figures != current) {
      return;
    }
    current.underWay = 0;
    current.tookMillis = Math.max(1, current.elapsedMillis());
    state = outcome;
    parts.report.drained("on demand", current);
    Log.event(Level.INFO, "drain on demand ended")
        .with("state", outcome.name())
        .with("idle", current.idle)
        .with("finished", current.finished)
        .with("letGo", current.letGo)
        .with("cut", current.cut)
        .with("took", Durations.text(current.elapsedMillis()))
        .write();
  }
}
