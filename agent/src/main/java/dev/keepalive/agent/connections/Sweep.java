package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.ForeignSockets;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.tcp.KeepaliveOptions;
import dev.keepalive.agent.tcp.SocketTable;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The process's TCP connections as the operating system has them: for those that are older than the
 * agent, and those of native code. They get their TCP options at once; records come when Java next
 * uses them.
 */
public final class Sweep {
  /** A connection that is on no record. */
  public static final class OffRecord {
    public final InetSocketAddress local;
    public final InetSocketAddress peer;
    public final boolean client;

    OffRecord(InetSocketAddress local, InetSocketAddress peer, boolean client) {
      this.local = local;
      this.peer = peer;
      this.client = client;
    }
  }

  private final Registry registry;
  private final PolicySource policies;
  private final KeepaliveOptions options;

  public Sweep(Registry registry, PolicySource policies, KeepaliveOptions options) {
    this.registry = registry;
    this.policies = policies;
    this.options = options;
  }

  /**
   * Sets TCP options on every connection that there is.
   *
   * @return how many
   */
  public int setOptions() {
    SocketTable table = SocketTable.read();
    int count = 0;
    for (int number : ForeignSockets.descriptors()) {
      try {
        if (ForeignSockets.isConnection(number)) {
          int port = ForeignSockets.local(number).getPort();
          boolean client = !table.listensOn(port);
          Policy policy = policies.policyFor(client, ForeignSockets.peer(number), port);
          Connection.Role role = client ? Connection.Role.CLIENT : Connection.Role.SERVER;
          options.apply(ForeignSockets.descriptor(number), policy, role);
          count++;
        }
      } catch (Exception closedMeanwhile) {
        // One less.
      }
    }
    return count;
  }

  /** Connections that are on no record. */
  public List<OffRecord> offRecord() {
    Set<String> known = new HashSet<String>();
    for (Connection connection : registry.open()) {
      ConnectionView view = new ConnectionView(connection);
      known.add(view.local() + ' ' + view.peerAddress());
    }
    SocketTable table = SocketTable.read();
    List<OffRecord> others = new ArrayList<OffRecord>();
    for (int number : ForeignSockets.descriptors()) {
      try {
        if (ForeignSockets.isConnection(number)) {
          InetSocketAddress local = ForeignSockets.local(number);
          InetSocketAddress peer = ForeignSockets.peer(number);
          if (known.add(ConnectionView.numeric(local) + ' ' + ConnectionView.numeric(peer))) {
            others.add(new OffRecord(local, peer, !table.listensOn(local.getPort())));
          }
        }
      } catch (Exception closedMeanwhile) {
        Hooks.failed(closedMeanwhile);
      }
    }
    return others;
  }
}
