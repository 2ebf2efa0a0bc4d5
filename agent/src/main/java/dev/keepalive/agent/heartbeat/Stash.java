package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Bytes;

/** Bytes of the application's that the agent has read, until the application does. */
final class Stash {
  private byte[] bytes = new byte[0];

  int length() {
    return bytes.length;
  }

  void add(byte[] more, int count) {
    byte[] all = new byte[bytes.length + count];
    System.arraycopy(bytes, 0, all, 0, bytes.length);
    System.arraycopy(more, 0, all, bytes.length, count);
    bytes = all;
  }

  /** Moves as much as there is room for; returns how much. */
  int moveTo(Bytes room) {
    int count = room.fill(bytes, 0, bytes.length);
    byte[] rest = new byte[bytes.length - count];
    System.arraycopy(bytes, count, rest, 0, rest.length);
    bytes = rest;
    return count;
  }
}
