package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.ConnectionEvents;
import dev.keepalive.agent.boot.Listener;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.tcp.KeepaliveOptions;
import dev.keepalive.agent.tcp.SocketTable;
import dev.keepalive.agent.tcp.TcpOption;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.SocketOptions;

/**
 * The agent's side of the hooks: gives each connection its policy and its place in the registry,
 * before the application sees it.
 */
public final class ConnectionTracker implements ConnectionEvents, KeepaliveOptions.PolicyOfPort {
  /** A failure of an operation that comes after so much silence is one that keepalive prevents. */
  private static final long LONG_SILENCE_MILLIS = 60_000;

  /** What opened a connection that is older than the agent. */
  private static final String BEFORE = "unknown, before the attach";

  private static final long SOCKETS_MILLIS = 1000;

  /** After so many looks of the watch thread it has been at every connection, whatever happens. */
  private static final int SOON_INTERVALS = 5;

  /**
   * A connect with a timeout costs the JDK six system calls more than one without; where a second
   * more does not matter the watch thread keeps the deadline.
   */
  private static final int WATCHED_FROM_MILLIS = 10_000;

  private final Registry registry;
  private final Counters counters;
  private final KeepaliveOptions keepaliveOptions;
  private final OpenerStacks openerStacks = new OpenerStacks();
  private final PolicySource policies;
  private final Guarding guarding;
  private volatile SocketTable sockets;
  private volatile long socketsReadAt;

  public ConnectionTracker(
      Registry registry,
      Counters counters,
      KeepaliveOptions keepaliveOptions,
      PolicySource policies,
      Guarding guarding) {
    this.registry = registry;
    this.counters = counters;
    this.keepaliveOptions = keepaliveOptions;
    this.policies = policies;
    this.guarding = guarding;
  }

  @Override
  public int connectTimeout(InetSocketAddress peer, int timeout) {
    Policy policy = policies.policyFor(true, peer, 0);
    int ours = policy.mode.ends() ? policy.connectTimeoutMillis : 0;
    boolean kept = timeout > 0 ? policy.capDeadlines && timeout > ours : ours < WATCHED_FROM_MILLIS;
    return ours > 0 && kept ? ours : timeout;
  }

  @Override
  public void connecting(Connection connection) {
    connection.openedAt = Clock.now;
    connection.policy = policies.policyFor(true, connection.peer(), 0);
    if (!connection.timedConnect) {
      registry.addConnecting(connection);
    }
  }

  @Override
  public void connected(Connection connection) {
    registry.removeConnecting(connection);
    opened(connection, guarding);
  }

  @Override
  public void accepted(Connection connection) {
    connection.accepted = true;
    opened(connection, null);
  }

  @Override
  public void adopted(Connection connection) {
    connection.ownOptions = true;
    opened(connection, null);
    connection.opener = BEFORE;
    if (connection.localPort() > 0 && sockets().listensOn(connection.localPort())) {
      connection.accepted = true;
      applyQuietly(connection);
    }
  }

  /** One reading serves the many that are adopted at an attach. */
  private SocketTable sockets() {
    SocketTable last = sockets;
    long now = Clock.now;
    if (last == null || now - socketsReadAt >= SOCKETS_MILLIS) {
      last = SocketTable.read();
      sockets = last;
      socketsReadAt = now;
    }
    return last;
  }

  /**
   * @param fresh for what nobody has moved a byte of yet; else null
   */
  private void opened(Connection connection, Guarding fresh) {
    connection.openedAt = Clock.now;
    connection.openedAtEpochMillis = System.currentTimeMillis();
    Thread opener = Thread.currentThread();
    // Virtual threads have no name unless somebody gives them one.
    String name = opener.getName().isEmpty() ? "thread " + opener.getId() : opener.getName();
    InetSocketAddress peer = connection.peer();
    try {
      connection.localPort(Access.localPort(connection));
      connection.opener = openerStacks.opener(policies.stacks(), connection, name);
      Policy policy = policyFor(connection, peer);
      if (fresh != null) {
        fresh.opened(connection, policy);
      }
      setDeadlines(connection, policy);
      keepaliveOptions.applyFirst(connection, policy, SOON_INTERVALS * policies.intervalMillis());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      registry.add(connection);
    }
    if (policyFor(connection, peer) != connection.policy) {
      // The options changed meanwhile, and whoever changed them did not find this one here yet.
      applyQuietly(connection);
    }
  }

  private void applyQuietly(Connection connection) {
    try {
      apply(connection);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Policy policyFor(Connection connection, InetSocketAddress peer) {
    return policies.policyFor(connection.isClient(), peer, connection.localPort());
  }

  /** Puts the policies that are in force now on all listeners. */
  public void applyToListeners() throws Exception {
    keepaliveOptions.applyToListeners(this);
  }

  /** Puts the policy that is in force now on an open connection. */
  public void apply(Connection connection) throws Exception {
    Policy policy = policyFor(connection, connection.peer());
    setDeadlines(connection, policy);
    Watched.of(connection).optionsComplete = true;
    keepaliveOptions.apply(connection, policy);
  }

  private void setDeadlines(Connection connection, Policy policy) throws Exception {
    connection.policy = policy;
    connection.writeTimeoutMillis = policy.mode.ends() ? policy.writeTimeoutMillis : 0;
    connection.staleCheck = policy.staleCheck && policy.mode.ends() && connection.isClient();
    guarding.changed(connection, policy);
    ReadDeadline.apply(connection, policy);
  }

  @Override
  public void closed(Connection connection) {
    // By the finalizer of Java 8 nobody closed it, and the watch thread reports that.
    boolean leaked = connection.owner() == null;
    if (leaked || !registry.remove(connection)) {
      registry.removeConnecting(connection);
    }
  }

  @Override
  public void failed(Connection connection, IOException failure, long since) {
    if (failure instanceof InterruptedIOException) {
      return;
    }
    String message = failure.getMessage();
    Watched watched = Watched.of(connection);
    if (message != null && message.contains("timed out") && !watched.deadCounted) {
      watched.deadCounted = true;
      counters.deadPeers.increment();
      registry.observers().peerDied(connection);
    }
    if (since - connection.lastActivity() >= LONG_SILENCE_MILLIS && !connection.failedAfterIdle) {
      connection.failedAfterIdle = true;
      counters.failedAfterIdle.increment();
    }
  }

  @Override
  public void optionSet(Connection connection, Object option, Object value) {
    try {
      if (option.equals(SocketOptions.SO_TIMEOUT)) {
        connection.ownReadTimeoutMillis = (Integer) value;
        // The JDK has just put the application's value in force.
        connection.readTimeoutMillis = -1;
        if (connection.isOpen()) {
          ReadDeadline.apply(connection, (Policy) connection.policy);
        }
        return;
      }
      TcpOption known = known(option);
      if (known != null && !connection.isOpen()) {
        connection.ownOptions = true;
      } else if (known != null) {
        keepaliveOptions.changed(connection, known, number(value), (Policy) connection.policy);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void optionSet(Listener listener, Object option, Object value) {
    TcpOption known = known(option);
    try {
      if (known != null) {
        keepaliveOptions.changed(listener, known, number(value), policyOf(listener.port()));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void listening(Listener listener) {
    try {
      keepaliveOptions.listening(listener, policyOf(listener.port()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of what a port accepts, as far as that can be told before there is a peer. */
  @Override
  public Policy policyOf(int port) {
    return policies.policyFor(false, null, port);
  }

  @Override
  public void optionAsked(Connection connection) {
    if (connection.isOpen() && !Watched.of(connection).optionsComplete) {
      applyQuietly(connection);
    }
  }

  private static TcpOption known(Object option) {
    if (option instanceof SocketOption) {
      return TcpOption.named(((SocketOption<?>) option).name());
    }
    if (option instanceof String) {
      return TcpOption.named((String) option);
    }
    return option.equals(SocketOptions.SO_KEEPALIVE) ? TcpOption.KEEPALIVE : null;
  }

  private static int number(Object value) {
    return value instanceof Boolean ? ((Boolean) value ? 1 : 0) : (Integer) value;
  }
}
