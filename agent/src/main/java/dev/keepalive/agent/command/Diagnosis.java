package dev.keepalive.agent.command;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.tcp.OptionState;
import dev.keepalive.agent.tcp.TcpOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long each peer could be dead or forgotten without anybody noticing: the worst of each. */
final class Diagnosis {
  private static final class Peer {
    int connections;
    int unprobed;
    int own;
    int ownReadTimeouts;
    long probedAfterSeconds;
    long idleSeconds;
    long inFlightMillis;
    String rule = "";
  }

  private final Map<String, Peer> peers = new TreeMap<String, Peer>();

  Diagnosis(Iterable<Connection> connections) {
    for (Connection connection : connections) {
      add(connection);
    }
  }

  private void add(Connection connection) {
    ConnectionView view = new ConnectionView(connection);
    Peer peer = peers.get(view.peerGroup());
    if (peer == null) {
      peer = new Peer();
      peers.put(view.peerGroup(), peer);
    }
    peer.connections++;
    peer.rule = view.rule();
    OptionState state = (OptionState) connection.options;
    if (view.option(TcpOption.KEEPALIVE) != 1) {
      peer.unprobed++;
    } else {
      long idle = view.option(TcpOption.KEEPALIVE_IDLE);
      long pause = view.option(TcpOption.KEEPALIVE_INTERVAL);
      peer.probedAfterSeconds = Math.max(peer.probedAfterSeconds, idle);
      peer.idleSeconds =
          Math.max(peer.idleSeconds, idle + pause * view.option(TcpOption.KEEPALIVE_COUNT));
      boolean own =
          state.wished(TcpOption.KEEPALIVE) == 1 && state.wished(TcpOption.KEEPALIVE_IDLE) == idle;
      peer.own += own ? 1 : 0;
    }
    peer.ownReadTimeouts += connection.ownReadTimeoutMillis > 0 ? 1 : 0;
    Policy policy = (Policy) connection.policy;
    boolean ends = policy != null && policy.mode.ends() && policy.deadTimeoutMillis > 0;
    peer.inFlightMillis = ends ? Math.max(peer.inFlightMillis, policy.deadTimeoutMillis) : -1;
  }

  /** A row for each peer; times of 0: nobody looks. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<Row>();
    for (Map.Entry<String, Peer> entry : peers.entrySet()) {
      Peer peer = entry.getValue();
      rows.add(
          new Row()
              .with("peer", entry.getKey())
              .with("connections", peer.connections)
              .with("unprobed", peer.unprobed)
              .with("probedAfterMillis", peer.probedAfterSeconds * 1000)
              .with("foundIdleMillis", peer.unprobed > 0 ? 0 : peer.idleSeconds * 1000)
              .with("foundInFlightMillis", Math.max(0, peer.inFlightMillis))
              .with("ownKeepalive", peer.own)
              .with("ownReadTimeouts", peer.ownReadTimeouts)
              .with("rule", peer.rule));
    }
    return rows;
  }
}
