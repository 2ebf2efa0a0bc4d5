package dev.keepalive.agent.boot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.Lock;

/**
 * Blocking writes in pieces, for connections with a write deadline: the kernel returns from a large
 * blocking write only when the last byte is taken, so that slow cannot be told from stuck. Each
 * piece is a call of the same woven method, small enough to go straight through.
 *
 * <p>The answers stand for the outcome of the whole call: a number of bytes, or the throwable that
 * the call ends with; null: not for us, the JDK's own code shall run.
 */
public final class Chunks {
  static final int SIZE = 64 * 1024;

  private Chunks() {}

  /** {@code SocketOutputStream.socketWrite} of Java 8 to 12. */
  public static Object stream(Object record, Object stream, byte[] bytes, int offset, int length) {
    if (!isFor(record, length) || offset < 0 || length > bytes.length - offset) {
      return null;
    }
    try {
      OutputStream out = (OutputStream) stream;
      for (int done = 0; done < length; done += SIZE) {
        out.write(bytes, offset + done, Math.min(SIZE, length - done));
      }
      return (long) length;
    } catch (Throwable failure) {
      return failure;
    }
  }

  /** {@code SocketChannelImpl.write} of one buffer. */
  public static Object buffer(Object record, Object channel, ByteBuffer buffer) {
    if (buffer == null || !isFor(record, buffer.remaining())) {
      return null;
    }
    SocketChannel socket = (SocketChannel) channel;
    return socket.isBlocking() ? underLock(socket, new ByteBuffer[] {buffer}, 0, 1) : null;
  }

  /** {@code SocketChannelImpl.write} of several buffers. */
  public static Object buffers(
      Object record, Object channel, ByteBuffer[] buffers, int offset, int length) {
    if (buffers == null || offset < 0 || length < 0 || offset > buffers.length - length) {
      return null;
    }
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += buffers[i].remaining();
    }
    SocketChannel socket = (SocketChannel) channel;
    return isFor(record, sum) && socket.isBlocking()
        ? underLock(socket, buffers, offset, length)
        : null;
  }

  /** {@code FileChannelImpl.transferTo}. */
  public static Object file(Object file, long position, long count, WritableByteChannel target) {
    if (!isFor(Access.recordOfChannel(target), count)
        || position < 0
        || !((SocketChannel) target).isBlocking()) {
      return null;
    }
    long done = 0;
    try {
      while (done < count) {
        long n =
            ((FileChannel) file).transferTo(position + done, Math.min(SIZE, count - done), target);
        if (n <= 0) {
          break;
        }
        done += n;
      }
      return done;
    } catch (Throwable failure) {
      return failure;
    }
  }

  private static boolean isFor(Object record, long length) {
    return length > SIZE
        && record instanceof Connection
        && ((Connection) record).writeTimeoutMillis > 0;
  }

  /** Under the channel's own write lock, as the JDK does: no other writer may come in between. */
  private static Object underLock(
      SocketChannel channel, ByteBuffer[] buffers, int offset, int length) {
    try {
      Object lock = Access.writeLock(channel);
      if (lock instanceof Lock) {
        ((Lock) lock).lock();
        try {
          return write(channel, buffers, offset, length);
        } finally {
          ((Lock) lock).unlock();
        }
      }
      synchronized (lock) {
        return write(channel, buffers, offset, length);
      }
    } catch (Throwable failure) {
      return failure;
    }
  }

  private static long write(SocketChannel channel, ByteBuffer[] buffers, int offset, int length)
      throws IOException {
    long done = 0;
    for (int i = offset; i < offset + length; i++) {
      ByteBuffer buffer = buffers[i];
      int limit = buffer.limit();
      try {
        while (buffer.position() < limit) {
          buffer.limit(Math.min(limit, buffer.position() + SIZE));
          done += channel.write(buffer);
        }
      } finally {
        buffer.limit(limit);
      }
    }
    return done;
  }
}
