package dev.keepalive.agent.drain;

import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.options.ShutdownOptions;
import dev.keepalive.agent.tcp.Inbox;
import dev.keepalive.agent.watch.Enforcer;
import dev.keepalive.agent.watch.WatchThread;

/** What every drain needs of the rest of the agent. */
public final class Parts {
  /** The options in force. */
  public interface Source {
    ShutdownOptions shutdown();

    /** How coarse the clock is outside of a drain, in milliseconds. */
    long intervalMillis();
  }

  /** Who is told what came of a drain, besides the log. */
  public interface Report {
    /**
     * @param phase {@code before hooks}, {@code exit} or {@code on demand}
     */
    void drained(String phase, DrainFigures figures);
  }

  final Registry registry;
  final Enforcer enforcer;
  final Source source;
  final Report report;
  private final WatchThread watch;
  private final boolean linux;
  private int drains;

  public Parts(
      Registry registry,
      Enforcer enforcer,
      Source source,
      Report report,
      WatchThread watch,
      boolean linux) {
    this.registry = registry;
    this.enforcer = enforcer;
    this.source = source;
    this.report = report;
    this.watch = watch;
    this.linux = linux;
  }

  Inbox inbox() {
    return new Inbox(linux);
  }

  /** Makes the clock finer, until {@link #coarse} is called as often as this was. */
  synchronized DrainClock clock() {
    DrainClock clock = new DrainClock(source.intervalMillis());
    drains++;
    watch.beat(DrainClock.BEAT_MILLIS);
    return clock;
  }

  synchronized void coarse() {
    if (--drains == 0) {
      watch.beat(Long.MAX_VALUE);
    }
  }

  Drain drain(ShutdownOptions options, DrainClock clock, DrainFigures figures, Drain.Way way) {
    return new Drain(registry, enforcer, inbox(), options, clock, figures, way);
  }
}
