package dev.keepalive.agent.jmx;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.ConnectionFilter;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Counters;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.connections.Verdict;
import dev.keepalive.agent.drain.DrainCommand;
import dev.keepalive.agent.watch.Enforcer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers from the registry. */
final class ConnectionsBean implements ConnectionsMXBean {
  private static final int ROWS = 1000;
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_PEERS = 200;
  private static final String OTHER = "other";

  private final Registry registry;
  private final Counters counters;
  private final Enforcer enforcer;
  private final DrainCommand drain;
  private final boolean readOnly;

  ConnectionsBean(
      Registry registry,
      Counters counters,
      Enforcer enforcer,
      DrainCommand drain,
      boolean readOnly) {
    this.registry = registry;
    this.counters = counters;
    this.enforcer = enforcer;
    this.drain = drain;
    this.readOnly = readOnly;
  }

  @Override
  public int getOpenCount() {
    return registry.openCount();
  }

  @Override
  public int getClientCount() {
    return count(Connection.Role.CLIENT);
  }

  @Override
  public int getServerCount() {
    return count(Connection.Role.SERVER);
  }

  private int count(Connection.Role role) {
    int count = 0;
    for (Connection connection : registry.open()) {
      if (connection.role() == role) {
        count++;
      }
    }
    return count;
  }

  @Override
  public int getIdleCount() {
    return count(Verdict.IDLE);
  }

  @Override
  public int getProbingCount() {
    return count(Verdict.PROBING);
  }

  @Override
  public int getStalledCount() {
    return count(Verdict.STALLED);
  }

  @Override
  public int getCloseWaitCount() {
    return count(Verdict.PEER_CLOSED);
  }

  private int count(Verdict verdict) {
    int count = 0;
    for (Connection connection : registry.open()) {
      if (new ConnectionView(connection).verdict() == verdict) {
        count++;
      }
    }
    return count;
  }

  @Override
  public long getLongestReadBlockedMillis() {
    long longest = 0;
    for (Connection connection : registry.open()) {
      longest = Math.max(longest, new ConnectionView(connection).readBlockedMillis());
    }
    return longest;
  }

  @Override
  public long getLongestWriteBlockedMillis() {
    long longest = 0;
    for (Connection connection : registry.open()) {
      longest = Math.max(longest, new ConnectionView(connection).writeBlockedMillis());
    }
    return longest;
  }

  @Override
  public long getOpenedTotal() {
    return registry.openedTotal();
  }

  @Override
  public long getClosedTotal() {
    return registry.closedTotal();
  }

  @Override
  public Map<String, Long> getCondemnedTotal() {
    return counters.condemned();
  }

  @Override
  public Map<String, Long> getWouldCondemnTotal() {
    return counters.wouldCondemn();
  }

  @Override
  public long getDeadPeersTotal() {
    return counters.deadPeers.sum();
  }

  @Override
  public long getFailedAfterIdleTotal() {
    return counters.failedAfterIdle.sum();
  }

  @Override
  public long getHeartbeatsMissedTotal() {
    return counters.heartbeatsMissed.sum();
  }

  @Override
  public long getLeakedTotal() {
    return counters.leaked.sum();
  }

  @Override
  public long getBytesReadTotal() {
    return registry.bytesReadTotal();
  }

  @Override
  public long getBytesWrittenTotal() {
    return registry.bytesWrittenTotal();
  }

  @Override
  public Map<String, PeerRow> getPeers() {
    Map<String, PeerRow> peers = new TreeMap<String, PeerRow>();
    for (Connection connection : registry.open()) {
      ConnectionView view = new ConnectionView(connection);
      String group = view.peerGroup();
      if (!peers.containsKey(group) && peers.size() >= MOST_PEERS) {
        group = OTHER;
      }
      PeerRow row = peers.get(group);
      if (row == null) {
        row = new PeerRow();
        peers.put(group, row);
      }
      row.add(view);
    }
    return peers;
  }

  @Override
  public List<ConnectionRow> list(String filter, int limit) {
    List<Connection> matching = registry.matching(ConnectionFilter.parse(filter));
    int rows = Math.min(limit <= 0 ? ROWS : Math.min(limit, MOST_ROWS), matching.size());
    List<ConnectionRow> list = new ArrayList<ConnectionRow>(rows);
    for (Connection connection : matching.subList(0, rows)) {
      list.add(new ConnectionRow(new ConnectionView(connection)));
    }
    return list;
  }

  @Override
  public ConnectionRow show(long id) {
    return new ConnectionRow(new ConnectionView(registry.open(id)));
  }

  @Override
  public int close(String filter, String reason) {
    return enforcer.close(some(filter), reason);
  }

  @Override
  public int abort(String filter, String reason) {
    return enforcer.abort(some(filter), reason);
  }

  @Override
  public DrainRow getDrain() {
    return new DrainRow(drain);
  }

  @Override
  public void drain(int seconds) {
    refuseIfReadOnly();
    drain.start(seconds);
  }

  @Override
  public boolean cancelDrain() {
    refuseIfReadOnly();
    return drain.cancel();
  }

  private void refuseIfReadOnly() {
    if (readOnly) {
      throw new UnsupportedOperationException("jmx=readonly: nothing can be changed here");
    }
  }

  private ConnectionFilter some(String filter) {
    refuseIfReadOnly();
    ConnectionFilter parsed = ConnectionFilter.parse(filter);
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException("an empty filter never means all; peer=* does");
    }
    return parsed;
  }
}
