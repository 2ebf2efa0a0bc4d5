package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.options.Policy;

/**
 * {@code read.timeout} on blocking reads: the JDK's own SO_TIMEOUT, which tells the application in
 * the JDK's own way and leaves the connection open. What the application set itself stays where it
 * is tighter, and where it is an explicit 0, unless a rule or {@code deadlines=cap} says otherwise.
 */
public final class ReadDeadline {
  private static final int APPLICATIONS = -1;

  private ReadDeadline() {}

  static void apply(Connection connection, Policy policy) throws Exception {
    int millis = millis(connection.ownReadTimeoutMillis, policy);
    if (millis == connection.readTimeoutMillis) {
      return;
    }
    connection.readTimeoutMillis = millis;
    Object owner = connection.owner();
    boolean socket =
        connection.kind == Connection.Kind.SOCKET
            || connection.kind == Connection.Kind.PLAIN_SOCKET;
    if (socket && owner != null) {
      int own = Math.max(connection.ownReadTimeoutMillis, 0);
      Access.setReadTimeout(connection, owner, millis == APPLICATIONS ? own : millis);
    }
  }

  private static int millis(int own, Policy policy) {
    return policy.mode.ends() && applies(own, policy) ? policy.readTimeoutMillis : APPLICATIONS;
  }

  /**
   * Whether the policy's timeout takes the place of the application's.
   *
   * @param own the application's, in milliseconds; -1: it set none
   */
  public static boolean applies(int own, Policy policy) {
    int ours = policy.readTimeoutMillis;
    boolean takesOver =
        own < 0 || own == 0 && policy.readTimeoutByRule || own > ours && policy.capDeadlines;
    return ours > 0 && takesOver;
  }
}
