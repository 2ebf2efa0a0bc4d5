package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.options.Policy;

/** Puts guards on the streams of connections whose policy wants one. */
public interface Guarding {
  /** Nobody has moved a byte of it yet. */
  void opened(Connection connection, Policy policy);

  /** Its policy may be another from now on. */
  void changed(Connection connection, Policy policy);
}
