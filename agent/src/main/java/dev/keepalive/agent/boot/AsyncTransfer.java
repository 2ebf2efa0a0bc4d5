package dev.keepalive.agent.boot;

import java.nio.ByteBuffer;

/** The buffers of an asynchronous operation, which show at its end how many bytes it moved. */
final class AsyncTransfer {
  private ByteBuffer one;
  private ByteBuffer[] many;
  private long remaining;

  void begins(ByteBuffer buffer, ByteBuffer[] buffers) {
    one = buffer;
    many = buffers;
    remaining = remaining();
  }

  /** How many bytes it moved; 0 at the end of the stream. */
  long ends() {
    long moved = remaining - remaining();
    one = null;
    many = null;
    remaining = 0;
    return moved;
  }

  private long remaining() {
    if (one != null) {
      return one.remaining();
    }
    long sum = 0;
    if (many != null) {
      for (int i = 0; i < many.length; i++) {
        sum += many[i].remaining();
      }
    }
    return sum;
  }
}
