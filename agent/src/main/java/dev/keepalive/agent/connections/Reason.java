package dev.keepalive.agent.connections;

import dev.keepalive.agent.options.Policy;

/** Why the agent ends a connection: the option that says so, or somebody's command. */
public enum Reason {
  CONNECT_TIMEOUT("connect.timeout"),
  READ_TIMEOUT("read.timeout"),
  RESPONSE_TIMEOUT("response.timeout"),
  WRITE_TIMEOUT("write.timeout"),
  DEAD_TIMEOUT("dead.timeout"),
  HEARTBEAT("heartbeat"),
  IDLE_TIMEOUT("idle.timeout"),
  LIFETIME("lifetime"),
  CLOSE_WAIT_TIMEOUT("close-wait.timeout"),
  RESOLVE_CHECK("resolve.check"),
  DRAIN("drain"),
  CLOSE("close"),
  ABORT("abort");

  private final String key;

  Reason(String key) {
    this.key = key;
  }

  /** Whether the connection is closed as its peer would, rather than condemned. */
  public boolean isSoft() {
    return ordinal() >= IDLE_TIMEOUT.ordinal() && this != ABORT;
  }

  /** How long the policy gave it, in milliseconds. */
  public long millis(Policy policy) {
    switch (this) {
      case CONNECT_TIMEOUT:
        return policy.connectTimeoutMillis;
      case READ_TIMEOUT:
        return policy.readTimeoutMillis;
      case RESPONSE_TIMEOUT:
        return policy.responseTimeoutMillis;
      case WRITE_TIMEOUT:
        return policy.writeTimeoutMillis;
      case DEAD_TIMEOUT:
        return policy.deadTimeoutMillis;
      case HEARTBEAT:
        return policy.heartbeat == null ? 0 : policy.heartbeat.timeoutMillis;
      default:
        return 0;
    }
  }

  /** As in logs and JMX. */
  @Override
  public String toString() {
    return key;
  }
}
