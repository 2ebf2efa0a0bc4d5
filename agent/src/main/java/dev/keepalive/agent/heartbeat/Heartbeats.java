package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.Counters;
import dev.keepalive.agent.connections.Guarding;
import dev.keepalive.agent.connections.HeartbeatStatus;
import dev.keepalive.agent.connections.Watched;
import dev.keepalive.agent.options.HeartbeatOptions;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.watch.Enforcer;
import java.util.List;

/** Decides which connections have heartbeats, and hands them to the ticker. */
public final class Heartbeats implements Guarding {
  private final Ticker ticker;
  private final boolean linux;

  /**
   * @param problems what JMX tells of the agent's problems; added to
   */
  public Heartbeats(Counters counters, Enforcer enforcer, List<String> problems, boolean linux) {
    this.linux = linux;
    this.ticker = new Ticker(counters, enforcer, new Refusals(problems), linux);
  }

  @Override
  public void opened(Connection connection, Policy policy) {
    if (!isWanted(connection, policy)) {
      return;
    }
    HeartbeatStatus status = new HeartbeatStatus();
    Watched.of(connection).heartbeat = status;
    Protocol protocol = protocol(policy.heartbeat);
    if (connection.kind == Connection.Kind.ASYNC_CHANNEL) {
      status.off("an asynchronous channel");
    } else if (connection.kind == Connection.Kind.NATIVE) {
      status.off("a native transport");
    } else if (protocol == null) {
      status.off("without heartbeat.send and heartbeat.expect");
    } else {
      Heartbeat heartbeat = new Heartbeat(connection, protocol, status, linux);
      connection.guard = heartbeat;
      ticker.add(heartbeat);
    }
  }

  @Override
  public void changed(Connection connection, Policy policy) {
    if (connection.guard != null) {
      return;
    }
    if (!isWanted(connection, policy)) {
      Watched known = Watched.ifAny(connection);
      if (known != null) {
        known.heartbeat = null;
      }
      return;
    }
    Watched watched = Watched.of(connection);
    if (watched.heartbeat == null) {
      watched.heartbeat = new HeartbeatStatus();
      watched.heartbeat.off("older than the option, so what was said before is not known");
    }
  }

  private static boolean isWanted(Connection connection, Policy policy) {
    return policy.heartbeat != null && policy.mode.ends() && connection.isClient();
  }

  private static Protocol protocol(HeartbeatOptions options) {
    switch (options.protocol) {
      case "redis":
        return new Redis();
      case "postgres":
        return new Postgres();
      case "mysql":
        return new Mysql();
      case "memcached":
        return new Memcached();
      default:
        return options.send == null || options.expect == null ? null : new Custom(options);
    }
  }
}
