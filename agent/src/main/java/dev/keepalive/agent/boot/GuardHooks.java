package dev.keepalive.agent.boot;

import java.nio.ByteBuffer;

/**
 * What woven JDK code calls at reads and writes of connections that have a {@link StreamGuard}; for
 * all others each is one test of one field. {@code record} is as in {@link Hooks}.
 */
public final class GuardHooks {
  /** Whether any TLS socket has a guard: finding its record costs some field reads. */
  static volatile boolean guardsTls;

  private GuardHooks() {}

  private static StreamGuard guard(Object record) {
    if (!(record instanceof Connection)) {
      return null;
    }
    StreamGuard guard = ((Connection) record).guard;
    return guard != null && guard.follows(false) && !guard.isOwn() ? guard : null;
  }

  private static StreamGuard tlsGuard(Object tlsSocket) {
    if (!guardsTls) {
      return null;
    }
    Connection connection = ofTls(tlsSocket);
    StreamGuard guard = connection == null ? null : connection.guard;
    return guard != null && guard.follows(true) && !guard.isOwn() ? guard : null;
  }

  private static Connection ofTls(Object tlsSocket) {
    try {
      Object record = Access.recordOfSocket(Access.carrierOf(tlsSocket));
      return record instanceof Connection ? (Connection) record : null;
    } catch (Exception failure) {
      Hooks.failed(failure);
      return null;
    }
  }

  // ---- reads: how many bytes were there already; 0: the JDK shall read ----

  public static int readBegins(Object record, byte[] array, int offset, int length) {
    return readBegins(guard(record), array, offset, length);
  }

  private static int readBegins(StreamGuard guard, byte[] array, int offset, int length) {
    return guard == null || array == null || length <= 0 || offset < 0
        ? 0
        : guard.readBegins(Bytes.of(array, offset, Math.min(length, array.length - offset)));
  }

  public static int readBegins(Object record, ByteBuffer buffer) {
    StreamGuard guard = guard(record);
    if (guard == null || buffer == null || !buffer.hasRemaining()) {
      return 0;
    }
    Bytes room = Bytes.of(buffer);
    int there = guard.readBegins(room);
    if (there > 0) {
      room.say(there);
    }
    return there;
  }

  /**
   * @return null: no guard
   */
  public static Object readBegins(Object record, ByteBuffer[] buffers, int offset, int length) {
    StreamGuard guard = guard(record);
    if (guard == null || buffers == null || offset < 0 || length > buffers.length - offset) {
      return null;
    }
    Bytes room = Bytes.of(buffers, offset, length);
    int there = room.length() == 0 ? 0 : guard.readBegins(room);
    if (there == 0) {
      return room;
    }
    room.say(there);
    return (long) there;
  }

  // ---- the ends of reads: how many are left; 0 where some came: all were the agent's ----

  public static int readEnds(Object record, byte[] array, int offset, int count) {
    return readEnds(guard(record), array, offset, count);
  }

  private static int readEnds(StreamGuard guard, byte[] array, int offset, int count) {
    return guard == null
        ? count
        : ended(guard, count > 0 ? Bytes.of(array, offset, count) : null, count);
  }

  public static int readEnds(Object record, ByteBuffer buffer, int count) {
    StreamGuard guard = guard(record);
    if (guard == null) {
      return count;
    }
    Bytes bytes = null;
    if (count > 0) {
      buffer.position(buffer.position() - count);
      bytes = Bytes.of(buffer).first(count);
    }
    int left = ended(guard, bytes, count);
    if (count > 0) {
      bytes.say(Math.max(left, 0));
    }
    return left;
  }

  /**
   * @param room what the begin returned
   */
  public static long readEnds(Object record, Object room, long count) {
    StreamGuard guard = room == null ? null : guard(record);
    if (guard == null) {
      return count;
    }
    Bytes bytes = count > 0 ? ((Bytes) room).first((int) count) : null;
    long left = ended(guard, bytes, (int) count);
    if (count > 0) {
      bytes.say((int) Math.max(left, 0));
    }
    return left;
  }

  private static int ended(StreamGuard guard, Bytes bytes, int count) {
    int left = guard.readEnds(bytes);
    return bytes == null ? count : left;
  }

  // ---- writes: null, or the throwable that the call ends with ----

  public static Throwable writeBegins(Object record, byte[] array, int offset, int length) {
    Throwable stale = StaleCheck.before(record);
    return stale != null ? stale : writeBegins(guard(record), array, offset, length);
  }

  private static Throwable writeBegins(StreamGuard guard, byte[] array, int offset, int length) {
    return guard == null || array == null || length < 0 || offset < 0
        ? null
        : guard.writeBegins(Bytes.of(array, offset, Math.min(length, array.length - offset)));
  }

  public static Throwable writeBegins(Object record, ByteBuffer buffer) {
    Throwable stale = StaleCheck.before(record);
    if (stale != null) {
      return stale;
    }
    StreamGuard guard = guard(record);
    return guard == null || buffer == null ? null : guard.writeBegins(Bytes.of(buffer));
  }

  public static Throwable writeBegins(Object record, ByteBuffer[] buffers, int offset, int length) {
    Throwable stale = StaleCheck.before(record);
    if (stale != null) {
      return stale;
    }
    StreamGuard guard = guard(record);
    return guard == null || buffers == null || offset < 0 || length > buffers.length - offset
        ? null
        : guard.writeBegins(Bytes.of(buffers, offset, length));
  }

  /** A write that takes all, or fails. */
  public static void writeEnds(Object record) {
    StreamGuard guard = guard(record);
    if (guard != null) {
      guard.writeEnds(null);
    }
  }

  public static void writeEnds(Object record, ByteBuffer buffer, Throwable thrown) {
    StreamGuard guard = guard(record);
    if (guard != null) {
      boolean rest = thrown == null && buffer != null && buffer.hasRemaining();
      guard.writeEnds(rest ? Bytes.of(buffer) : null);
    }
  }

  public static void writeEnds(
      Object record, ByteBuffer[] buffers, int offset, int length, Throwable thrown) {
    StreamGuard guard = guard(record);
    if (guard != null) {
      Bytes rest = null;
      if (thrown == null && buffers != null && offset >= 0 && length <= buffers.length - offset) {
        rest = Bytes.of(buffers, offset, length);
      }
      guard.writeEnds(rest != null && rest.length() > 0 ? rest : null);
    }
  }

  /** {@code FileChannel.transferTo} goes past {@code write}. */
  public static void transfers(Object target) {
    StreamGuard guard = guard(Access.recordOfChannel(target));
    if (guard != null) {
      guard.sentUnseen();
    }
  }

  public static int available(Object record, int count) {
    StreamGuard guard = guard(record);
    return guard == null ? count : guard.available(count);
  }

  // ---- TLS sockets ----

  /** A connection with a guard goes on under TLS. */
  static void secured(Connection connection, Object tlsSocket) {
    StreamGuard guard = connection.guard;
    if (guard != null) {
      guardsTls = true;
      guard.secured(tlsSocket);
    }
  }

  public static int tlsReadBegins(Object tlsSocket, byte[] array, int offset, int length) {
    return readBegins(tlsGuard(tlsSocket), array, offset, length);
  }

  public static int tlsReadEnds(Object tlsSocket, byte[] array, int offset, int count) {
    return readEnds(tlsGuard(tlsSocket), array, offset, count);
  }

  public static Throwable tlsWriteBegins(Object tlsSocket, byte[] array, int offset, int length) {
    return writeBegins(tlsGuard(tlsSocket), array, offset, length);
  }

  public static void tlsWriteEnds(Object tlsSocket) {
    StreamGuard guard = tlsGuard(tlsSocket);
    if (guard != null) {
      guard.writeEnds(null);
    }
  }

  public static int tlsAvailable(Object tlsSocket, int count) {
    StreamGuard guard = tlsGuard(tlsSocket);
    return guard == null ? count : guard.available(count);
  }

  /** What a read of a TLS socket ends with that brought what it must not: the condemnation. */
  public static Throwable told(Object tlsSocket, Throwable thrown) {
    Connection connection = guardsTls ? ofTls(tlsSocket) : null;
    Condemnation condemnation = connection == null ? null : connection.condemnation;
    return condemnation == null ? thrown : condemnation.thrown(connection.kind, thrown);
  }
}
