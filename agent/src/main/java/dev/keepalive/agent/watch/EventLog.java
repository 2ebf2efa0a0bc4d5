package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.log.Event;
import dev.keepalive.agent.log.Level;
import dev.keepalive.agent.log.Log;
import java.util.HashMap;
import java.util.Map;

/**
 * What happens to connections, one line each; storms are cut short by peer and kind of event: after
 * some lines the rest of ten seconds is only counted, and the count is told.
 */
final class EventLog {
  private static final int MOST_LINES = 5;
  private static final long WINDOW_MILLIS = 10_000;

  private final Map<String, Integer> lines = new HashMap<String, Integer>();
  private long windowEnd;

  /**
   * @param what {@code condemned}, {@code would condemn}, {@code stalled}…
   * @param reason may be null
   */
  void tell(Connection connection, String what, String reason, boolean withStack) {
    tell(
        new ConnectionView(connection),
        what,
        reason,
        withStack ? connection.openedAtStack() : null);
  }

  /**
   * @param view as it was before it was ended: with the thread that was blocked in it
   * @param opened may be null
   */
  synchronized void tell(ConnectionView view, String what, String reason, Throwable opened) {
    String storm = what + (reason == null ? "" : " " + reason) + ", " + view.peerGroup();
    Integer before = lines.get(storm);
    lines.put(storm, before == null ? 1 : before + 1);
    if (before != null && before >= MOST_LINES) {
      return;
    }
    Event event =
        Log.event(Level.WARN, what)
            .with("id", view.id())
            .with("role", view.role())
            .with("peer", view.peer());
    if (reason != null) {
      event = event.with("reason", reason);
    }
    event =
        event
            .with("age", seconds(view.ageMillis()))
            .with("idle", seconds(view.idleMillis()))
            .with(
                "blocked", seconds(Math.max(view.readBlockedMillis(), view.writeBlockedMillis())));
    if (!view.blockedThread().isEmpty()) {
      event = event.with("thread", view.blockedThread());
    }
    if (!view.rule().isEmpty()) {
      event = event.with("rule", view.rule());
    }
    if (opened != null) {
      event = event.with("opened", stack(opened));
    }
    event.write();
  }

  /** To be called at every tick. */
  synchronized void tick(long now) {
    if (now < windowEnd) {
      return;
    }
    windowEnd = now + WINDOW_MILLIS;
    for (Map.Entry<String, Integer> entry : lines.entrySet()) {
      int more = entry.getValue() - MOST_LINES;
      if (more > 0) {
        Log.warn(more + " more within 10 s: " + entry.getKey());
      }
    }
    lines.clear();
  }

  private static String seconds(long millis) {
    return millis / 1000 + "." + millis / 100 % 10 + "s";
  }

  /** The frames of the application and its libraries, innermost first, on one line. */
  private static String stack(Throwable opened) {
    StringBuilder line = new StringBuilder();
    int frames = 0;
    for (StackTraceElement frame : opened.getStackTrace()) {
      String type = frame.getClassName();
      if (type.startsWith("java.")
          || type.startsWith("sun.")
          || type.startsWith("dev.keepalive.agent.")) {
        continue;
      }
      line.append(frames == 0 ? "" : " < ").append(type).append('.').append(frame.getMethodName());
      line.append(':').append(frame.getLineNumber());
      if (++frames == 8) {
        break;
      }
    }
    return line.toString();
  }
}
