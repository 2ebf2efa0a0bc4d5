package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;

/**
 * Who wants to know what becomes of connections. Called on whatever thread it happens, the
 * application's included: must be quick, and neither block nor throw.
 */
public interface ConnectionObserver {
  void opened(Connection connection);

  /**
   * @param reason the option or command that the agent ended it for; {@code leaked}: garbage
   *     collected; {@code application}: by nobody else
   */
  void closed(Connection connection, String reason);

  /**
   * The agent ends it.
   *
   * @param before as it was, with the thread that is blocked in it
   */
  void condemned(ConnectionView before, Reason reason);

  /** The kernel has given up its peer. */
  void peerDied(Connection connection);

  void verdictChanged(Connection connection, Verdict before, Verdict after);
}
