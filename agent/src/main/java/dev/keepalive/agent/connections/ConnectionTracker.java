package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.ConnectionEvents;
import dev.keepalive.agent.boot.DescriptorUse;
import dev.keepalive.agent.tcp.KeepaliveOptions;
import dev.keepalive.agent.tcp.TcpOption;
import java.io.FileDescriptor;
import java.net.SocketOption;
import java.net.SocketOptions;

/**
 * The agent's side of the hooks: gives each connection its policy and its place in the registry,
 * before the application sees it.
 */
public final class ConnectionTracker implements ConnectionEvents {
  private final Registry registry;
  private final KeepaliveOptions keepaliveOptions;
  private final PolicySource policies;

  public ConnectionTracker(
      Registry registry, KeepaliveOptions keepaliveOptions, PolicySource policies) {
    this.registry = registry;
    this.keepaliveOptions = keepaliveOptions;
    this.policies = policies;
  }

  @Override
  public void connecting(Connection connection) {}

  @Override
  public void connected(Connection connection) {
    opened(connection, Connection.Role.CLIENT);
  }

  @Override
  public void accepted(Connection connection) {
    opened(connection, Connection.Role.SERVER);
  }

  private void opened(final Connection connection, Connection.Role role) {
    connection.role = role;
    connection.openedAt = Clock.now;
    connection.openedAtEpochMillis = System.currentTimeMillis();
    connection.openedBy = Thread.currentThread().getName();
    try {
      Access.withDescriptor(
          connection,
          new DescriptorUse() {
            @Override
            public void use(FileDescriptor descriptor) throws Exception {
              connection.local = Access.localAddress(descriptor);
            }
          });
      keepaliveOptions.apply(connection, policies.policyFor(connection));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      registry.add(connection);
    }
  }

  @Override
  public void closed(Connection connection) {
    registry.remove(connection);
  }

  @Override
  public void optionSet(Connection connection, Object option, Object value) {
    TcpOption known = known(option);
    if (known != null && connection.isOpen()) {
      try {
        keepaliveOptions.changed(connection, known, number(value), policies.policyFor(connection));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static TcpOption known(Object option) {
    if (option instanceof SocketOption) {
      return TcpOption.named(((SocketOption<?>) option).name());
    }
    return option.equals(SocketOptions.SO_KEEPALIVE) ? TcpOption.KEEPALIVE : null;
  }

  private static int number(Object value) {
    return value instanceof Boolean ? ((Boolean) value ? 1 : 0) : (Integer) value;
  }
}
