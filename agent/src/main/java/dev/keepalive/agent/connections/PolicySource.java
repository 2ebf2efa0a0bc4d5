package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.options.Policy;

/** Which policy is in force for a connection, now. */
public interface PolicySource {
  Policy policyFor(Connection connection);
}
