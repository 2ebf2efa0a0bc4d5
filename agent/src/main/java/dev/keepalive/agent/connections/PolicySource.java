package dev.keepalive.agent.connections;

import dev.keepalive.agent.options.Policy;
import java.net.InetSocketAddress;

/** What is in force, now; asked on application threads at every connect and accept. */
public interface PolicySource {
  /**
   * @param client whether we connected
   * @param localPort 0: not known yet
   */
  Policy policyFor(boolean client, InetSocketAddress peer, int localPort);

  /** How often the watch thread looks, in milliseconds. */
  long intervalMillis();

  /** The value of {@code stacks}. */
  String stacks();
}
