package dev.keepalive.agent.boot;

/** The record of a native socket. */
final class NativeConnection extends Connection {
  /** The number of the socket, its own until {@link #isClosed}. */
  final int descriptor;

  NativeConnection(Object owner, int descriptor) {
    super(Kind.NATIVE, owner);
    this.descriptor = descriptor;
  }
}
