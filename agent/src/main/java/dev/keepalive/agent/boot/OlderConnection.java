package dev.keepalive.agent.boot;

/** The record of a socket that is older than the weaving. */
final class OlderConnection extends Connection {
  private final Object lock;

  /**
   * @param lock the JDK's own, whose place it cannot take
   */
  OlderConnection(Kind kind, Object owner, Object lock) {
    super(kind, owner);
    this.lock = lock;
  }

  @Override
  Object lock() {
    return lock;
  }
}
