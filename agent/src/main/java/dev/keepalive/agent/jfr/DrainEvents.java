package dev.keepalive.agent.jfr;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.drain.DrainFigures;
import dev.keepalive.agent.drain.Parts;

/** {@code dev.keepalive.Drain}: what came of a drain, while somebody records. */
public final class DrainEvents implements Parts.Report {
  private final Recorder recorder;
  private EventType type;

  public DrainEvents(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public synchronized void drained(String phase, DrainFigures figures) {
    try {
      if (!recorder.isInUse()) {
        return;
      }
      if (type == null) {
        type =
            new EventType(
                "Drain",
                "Drain",
                "What came of a drain of accepted connections",
                "phase",
                String.class,
                "connections",
                int.class,
                "idle",
                int.class,
                "finished",
                int.class,
                "letGo",
                int.class,
                "cut",
                int.class,
                "timeWait",
                int.class,
                "tookMillis",
                long.class);
      }
      type.commit(
          phase,
          figures.connections,
          figures.idle,
          figures.finished,
          figures.letGo,
          figures.cut,
          figures.closedFirst,
          figures.elapsedMillis());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException failure) {
      Hooks.failed(failure);
    }
  }
}
