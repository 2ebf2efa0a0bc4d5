package dev.keepalive.agent.jfr;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.ConnectionObserver;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Reason;
import dev.keepalive.agent.connections.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code dev.keepalive.ConnectionOpened}, {@code ConnectionClosed}, {@code ConnectionCondemned} and
 * {@code VerdictChanged}, while somebody records. Where nobody does each costs one read of a field.
 */
public final class ConnectionEvents implements ConnectionObserver {
  private final Recorder recorder;
  private volatile Types types;
  private volatile boolean failed;

  public ConnectionEvents(Recorder recorder) {
    this.recorder = recorder;
  }

  private static final class Types {
    final EventType opened;
    final EventType closed;
    final EventType condemned;
    final EventType verdict;

    Types() throws ReflectiveOperationException {
      opened =
          type(
              "ConnectionOpened",
              "Connection Opened",
              "A TCP connection was established or accepted",
              "rule",
              String.class);
      closed =
          type(
              "ConnectionClosed",
              "Connection Closed",
              "A TCP connection was closed: by the application, or for the agent's reason",
              "reason",
              String.class,
              "ageMillis",
              long.class,
              "idleMillis",
              long.class,
              "bytesRead",
              long.class,
              "bytesWritten",
              long.class);
      condemned =
          type(
              "ConnectionCondemned",
              "Connection Condemned",
              "The agent ends a TCP connection",
              "reason",
              String.class,
              "soft",
              boolean.class,
              "idleMillis",
              long.class,
              "blockedMillis",
              long.class,
              "blockedThread",
              String.class,
              "rule",
              String.class);
      verdict =
          type(
              "VerdictChanged",
              "Verdict Changed",
              "The agent judges a TCP connection otherwise than at its last look",
              "before",
              String.class,
              "after",
              String.class);
    }

    private static EventType type(String name, String label, String description, Object... more)
        throws ReflectiveOperationException {
      List<Object> fields =
          new ArrayList<Object>(
              Arrays.<Object>asList(
                  "connection",
                  long.class,
                  "role",
                  String.class,
                  "kind",
                  String.class,
                  "peer",
                  String.class,
                  "local",
                  String.class));
      fields.addAll(Arrays.asList(more));
      return new EventType(name, label, description, fields.toArray());
    }
  }

  @Override
  public void opened(Connection connection) {
    Types known = types();
    if (known != null) {
      ConnectionView view = new ConnectionView(connection);
      commit(known.opened, view, view.rule());
    }
  }

  @Override
  public void closed(Connection connection, String reason) {
    Types known = types();
    if (known != null) {
      ConnectionView view = new ConnectionView(connection);
      commit(
          known.closed,
          view,
          reason,
          view.ageMillis(),
          view.idleMillis(),
          view.bytesRead(),
          view.bytesWritten());
    }
  }

  @Override
  public void condemned(ConnectionView before, Reason reason) {
    Types known = types();
    if (known != null) {
      commit(
          known.condemned,
          before,
          reason.toString(),
          reason.isSoft(),
          before.idleMillis(),
          Math.max(before.readBlockedMillis(), before.writeBlockedMillis()),
          before.blockedThread(),
          before.rule());
    }
  }

  @Override
  public void peerDied(Connection connection) {
    // The verdict tells.
  }

  @Override
  public void verdictChanged(Connection connection, Verdict before, Verdict after) {
    Types known = types();
    if (known != null) {
      commit(known.verdict, new ConnectionView(connection), before.name(), after.name());
    }
  }

  /** Null: nobody records. */
  private Types types() {
    try {
      if (failed || !recorder.isInUse()) {
        return null;
      }
      Types known = types;
      return known == null ? make() : known;
    } catch (ReflectiveOperationException | LinkageError | RuntimeException failure) {
      return fail(failure);
    }
  }

  private synchronized Types make() throws ReflectiveOperationException {
    if (types == null) {
      types = new Types();
    }
    return types;
  }

  private void commit(EventType type, ConnectionView view, Object... more) {
    try {
      if (type.isEnabled()) {
        List<Object> values = new ArrayList<Object>();
        values.add(view.id());
        values.add(view.role());
        values.add(view.kind());
        values.add(view.peer());
        values.add(view.local());
        values.addAll(Arrays.asList(more));
        type.commit(values.toArray());
      }
    } catch (ReflectiveOperationException | LinkageError | RuntimeException failure) {
      fail(failure);
    }
  }

  /** Once is enough: it would fail for every connection. */
  private Types fail(Throwable failure) {
    failed = true;
    Hooks.failed(failure);
    return null;
  }
}
