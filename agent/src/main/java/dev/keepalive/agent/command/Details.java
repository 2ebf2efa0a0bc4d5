package dev.keepalive.agent.command;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Sweep;
import dev.keepalive.agent.tcp.OptionState;
import dev.keepalive.agent.tcp.SocketTable;
import dev.keepalive.agent.tcp.TcpOption;
import java.util.ArrayList;
import java.util.List;

/** One connection in rows. */
final class Details {
  private Details() {}

  /** What a listing shows. */
  static Row row(ConnectionView view, SocketTable sockets) {
    SocketTable.Queues queues = sockets.queues(view.local(), view.peerAddress());
    return new Row()
        .with("id", view.id())
        .with("verdict", view.verdict().name())
        .with("role", view.role())
        .with("recvQ", queues == null ? -1 : queues.received)
        .with("sendQ", queues == null ? -1 : queues.toSend)
        .with("local", view.local())
        .with("peer", view.peer())
        .with("idleMillis", view.idleMillis())
        .with("ageMillis", view.ageMillis())
        .with("blockedMillis", Math.max(view.readBlockedMillis(), view.writeBlockedMillis()))
        .with("operation", view.operation())
        .with("thread", view.blockedThread())
        .with("rule", view.rule())
        .with("kind", view.kind())
        .with("bytesRead", view.bytesRead())
        .with("bytesWritten", view.bytesWritten());
  }

  /** What a listing shows of a connection on no record: what the kernel knows. */
  static Row row(Sweep.OffRecord other, SocketTable sockets) {
    String local = ConnectionView.numeric(other.local);
    String peer = ConnectionView.numeric(other.peer);
    SocketTable.Queues queues = sockets.queues(local, peer);
    return new Row()
        .with("id", 0)
        .with("verdict", "UNUSED")
        .with("role", other.client ? "client" : "server")
        .with("recvQ", queues == null ? -1 : queues.received)
        .with("sendQ", queues == null ? -1 : queues.toSend)
        .with("local", local)
        .with("peer", peer)
        .with("idleMillis", -1)
        .with("ageMillis", -1);
  }

  /** Everything; then the stack of the blocked thread, a row each. */
  static List<Row> of(Connection connection) {
    ConnectionView view = new ConnectionView(connection);
    Row row =
        row(view, SocketTable.read())
            .with("peerAddress", view.peerAddress())
            .with("openedAtEpochMillis", view.openedAtEpochMillis())
            .with("openedBy", view.openedBy())
            .with("lastReadMillisAgo", view.lastReadMillisAgo())
            .with("lastWriteMillisAgo", view.lastWriteMillisAgo())
            .with("unacknowledgedBytes", view.unacknowledgedBytes())
            .with("heartbeat", view.heartbeat())
            .with("heartbeatLastMicros", view.heartbeatLastMicros())
            .with("heartbeatSmoothedMicros", view.heartbeatSmoothedMicros());
    for (TcpOption option : TcpOption.values()) {
      int value = view.option(option);
      if (value != OptionState.UNAVAILABLE) {
        row.with(option.name(), value);
      }
    }
    List<Row> rows = new ArrayList<Row>();
    rows.add(row);
    Thread blocked = connection.writer != null ? connection.writer : connection.reader;
    if (blocked != null) {
      for (StackTraceElement frame : blocked.getStackTrace()) {
        rows.add(new Row().with("at", frame.toString()));
      }
    }
    return rows;
  }
}
