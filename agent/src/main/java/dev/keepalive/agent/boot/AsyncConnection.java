package dev.keepalive.agent.boot;

/** The record of an asynchronous channel. */
final class AsyncConnection extends Connection {
  final AsyncTransfer read = new AsyncTransfer();
  final AsyncTransfer write = new AsyncTransfer();
  private final Object lock;

  /**
   * @param lock the JDK's own where the channel is older than the weaving; else null
   */
  AsyncConnection(Object owner, Object lock) {
    super(Kind.ASYNC_CHANNEL, owner);
    this.lock = lock;
  }

  @Override
  Object lock() {
    return lock == null ? this : lock;
  }
}
