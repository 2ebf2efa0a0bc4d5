package dev.keepalive.agent.boot;

import java.nio.ByteBuffer;

/** Some bytes that an operation moves or moved, wherever the application keeps them. */
public final class Bytes {
  private final byte[] array;
  private final int start;
  private final ByteBuffer[] buffers;
  private final int[] starts;
  private final int length;

  private Bytes(byte[] array, int start, ByteBuffer[] buffers, int[] starts, int length) {
    this.array = array;
    this.start = start;
    this.buffers = buffers;
    this.starts = starts;
    this.length = length;
  }

  /** A part of an array. */
  public static Bytes of(byte[] array, int offset, int length) {
    return new Bytes(array, offset, null, null, length);
  }

  /** What follows the position. */
  static Bytes of(ByteBuffer buffer) {
    return new Bytes(
        null, 0, new ByteBuffer[] {buffer}, new int[] {buffer.position()}, buffer.remaining());
  }

  /** What follows the positions of so many buffers. */
  static Bytes of(ByteBuffer[] all, int offset, int count) {
    ByteBuffer[] buffers = new ByteBuffer[count];
    int[] starts = new int[count];
    long length = 0;
    for (int i = 0; i < count; i++) {
      buffers[i] = all[offset + i];
      starts[i] = buffers[i].position();
      length += buffers[i].remaining();
    }
    return new Bytes(null, 0, buffers, starts, (int) Math.min(Integer.MAX_VALUE, length));
  }

  /** The first of them: as many as were moved. */
  Bytes first(int count) {
    return new Bytes(array, start, buffers, starts, count);
  }

  public int length() {
    return length;
  }

  /** The byte at this index, from 0. */
  public byte at(int index) {
    if (array != null) {
      return array[start + index];
    }
    int i = 0;
    int rest = index;
    for (int room = room(i); rest >= room; room = room(++i)) {
      rest -= room;
    }
    return buffers[i].get(starts[i] + rest);
  }

  private void put(int index, byte value) {
    if (array != null) {
      array[start + index] = value;
      return;
    }
    int i = 0;
    int rest = index;
    for (int room = room(i); rest >= room; room = room(++i)) {
      rest -= room;
    }
    buffers[i].put(starts[i] + rest, value);
  }

  private int room(int buffer) {
    return buffers[buffer].limit() - starts[buffer];
  }

  /** Moves some of them to the front, over others that are not wanted. */
  public void move(int from, int to, int count) {
    if (from == to) {
      return;
    }
    if (array != null) {
      System.arraycopy(array, start + from, array, start + to, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      put(to + i, at(from + i));
    }
  }

  /** Puts bytes from the front on; as many as there is room for. */
  public int fill(byte[] source, int offset, int count) {
    int filled = Math.min(count, length);
    for (int i = 0; i < filled; i++) {
      put(i, source[offset + i]);
    }
    return filled;
  }

  /** Lets the application's buffers say that so many were read. */
  void say(int count) {
    if (buffers == null) {
      return;
    }
    int rest = count;
    for (int i = 0; i < buffers.length; i++) {
      int here = Math.min(rest, room(i));
      buffers[i].position(starts[i] + here);
      rest -= here;
    }
  }
}
