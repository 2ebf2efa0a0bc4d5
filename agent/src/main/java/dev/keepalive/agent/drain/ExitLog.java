package dev.keepalive.agent.drain;

import dev.keepalive.agent.log.Event;
import dev.keepalive.agent.log.Level;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Durations;
import dev.keepalive.agent.options.ShutdownOptions;

/** The first and the last line of a JVM's orderly end. */
final class ExitLog {
  private ExitLog() {}

  /** The budget, which whoever ends the JVM must leave it. */
  static void begin(ShutdownOptions options, int accepted, int listeners, boolean othersClose) {
    long after = options.lingerMillis + (othersClose ? options.timeoutMillis : 0);
    Log.event(
            Level.INFO,
            "shutdown: draining; the platform's grace period must exceed these two and what the"
                + " application's own hooks take")
        .with("beforeHooksUpTo", Durations.text(options.delayMillis + options.timeoutMillis))
        .with("afterHooksUpTo", Durations.text(after))
        .with("accepted", accepted)
        .with("listeners", listeners)
        .write();
  }

  static void end(DrainFigures figures) {
    Event event =
        Log.event(figures.cut > 0 ? Level.WARN : Level.INFO, "shutdown: drained")
            .with("idle", figures.idle)
            .with("finished", figures.finished)
            .with("letGo", figures.letGo)
            .with("cut", figures.cut)
            .with("timeWait", figures.closedFirst)
            .with("took", Durations.text(figures.elapsedMillis()));
    if (figures.cut > 0) {
      event = event.with("cutPeers", figures.cutPeers.toString());
    }
    event.write();
  }
}
