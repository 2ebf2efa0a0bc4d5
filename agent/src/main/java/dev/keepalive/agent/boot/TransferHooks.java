package dev.keepalive.agent.boot;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What woven JDK code calls at reads and writes. These hooks are a few plain stores: they neither
 * lock, allocate nor call out while all goes well. {@code record} is as in {@link Hooks}.
 */
public final class TransferHooks {
  private TransferHooks() {}

  /** How much of a blocking write to hand to the kernel at once, so that progress can be seen. */
  public static int chunk(Object record, int length) {
    return record instanceof Connection && ((Connection) record).writeTimeoutMillis > 0
        ? Math.min(length, Chunks.SIZE)
        : length;
  }

  /** Part of a blocking write was taken. */
  public static void writeProgress(Object record, int bytes) {
    if (bytes > 0 && record instanceof Connection) {
      Connection connection = (Connection) record;
      if (connection.writer != null) {
        connection.writeSince = Clock.now;
      }
    }
  }

  /** The agent's own bytes leave no marks. */
  private static boolean isOwn(Connection connection) {
    StreamGuard guard = connection.guard;
    return guard != null && guard.isOwn();
  }

  public static void readBegins(Object record) {
    if (record instanceof Connection && !isOwn((Connection) record)) {
      Connection connection = (Connection) record;
      connection.reader = Thread.currentThread();
      connection.readSince = Clock.now;
    }
  }

  /**
   * @return what the application gets thrown: what the JDK throws, or why the connection is
   *     condemned
   */
  public static Throwable readEnds(Object record, long bytes, Throwable thrown) {
    if (!(record instanceof Connection)) {
      return thrown;
    }
    Connection connection = (Connection) record;
    if (isOwn(connection)) {
      return thrown;
    }
    long since = connection.readSince;
    // A second reader that waits for the JDK's lock has put its own mark meanwhile: leave it.
    if (connection.reader == Thread.currentThread()) {
      connection.readSince = 0;
      connection.reader = null;
    }
    if (bytes > 0) {
      read(connection, bytes);
      return thrown;
    }
    return thrown != null || bytes < 0 ? told(connection, thrown, since) : null;
  }

  public static void writeBegins(Object record) {
    if (record instanceof Connection && !isOwn((Connection) record)) {
      Connection connection = (Connection) record;
      connection.writer = Thread.currentThread();
      connection.writeSince = Clock.now;
    }
  }

  public static Throwable writeEnds(Object record, long bytes, Throwable thrown) {
    if (!(record instanceof Connection)) {
      return thrown;
    }
    Connection connection = (Connection) record;
    if (isOwn(connection)) {
      return thrown;
    }
    long since = connection.writeSince;
    if (connection.writer == Thread.currentThread()) {
      connection.writeSince = 0;
      connection.writer = null;
    }
    if (bytes > 0) {
      wrote(connection, bytes);
    }
    return thrown == null ? null : told(connection, thrown, since);
  }

  /**
   * The end of a channel's write, which may have been taken in part.
   *
   * @param rest whether something is left in the buffer
   */
  public static Throwable writeEnds(Object record, long bytes, boolean rest, Throwable thrown) {
    if (record instanceof Connection && !isOwn((Connection) record)) {
      Connection connection = (Connection) record;
      if (!rest || thrown != null) {
        connection.incompleteSince = 0;
      } else if (bytes > 0 || connection.incompleteSince == 0) {
        connection.incompleteSince = Clock.now;
      }
    }
    return writeEnds(record, bytes, thrown);
  }

  static void read(Connection connection, long bytes) {
    connection.lastRead = Clock.now;
    connection.bytesRead += bytes;
    connection.wroteLast = false;
    connection.lastReader = Connection.numberOf(Thread.currentThread());
  }

  static void wrote(Connection connection, long bytes) {
    connection.lastWrite = Clock.now;
    connection.bytesWritten += bytes;
    connection.wroteLast = true;
  }

  /** What an operation that failed, or met the end of the stream, tells the application. */
  private static Throwable told(Connection connection, Throwable thrown, long since) {
    Condemnation condemnation = connection.condemnation;
    if (condemnation != null) {
      return condemnation.thrown(connection.kind, thrown);
    }
    if (thrown instanceof IOException && connection.isOpen()) {
      try {
        Hooks.events.failed(connection, (IOException) thrown, since);
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
    return thrown;
  }

  /** An asynchronous operation enters the channel: a condemned one is refused. */
  public static Throwable asyncEnters(Object record) {
    if (record instanceof Connection) {
      Connection connection = (Connection) record;
      Condemnation condemnation = connection.condemnation;
      if (condemnation != null) {
        return condemnation.thrown(connection.kind, null);
      }
    }
    return null;
  }

  public static void asyncReadBegins(
      Object record, ByteBuffer one, ByteBuffer[] many, long timeout) {
    if (record instanceof AsyncConnection) {
      AsyncConnection connection = (AsyncConnection) record;
      connection.timedRead = timeout > 0;
      connection.read.begins(one, many);
      connection.readSince = Clock.now;
    }
  }

  public static void asyncReadEnds(Object record) {
    if (record instanceof AsyncConnection) {
      AsyncConnection connection = (AsyncConnection) record;
      long bytes = connection.read.ends();
      connection.readSince = 0;
      if (bytes > 0) {
        read(connection, bytes);
      }
    }
  }

  public static void asyncWriteBegins(Object record, ByteBuffer one, ByteBuffer[] many) {
    if (record instanceof AsyncConnection) {
      AsyncConnection connection = (AsyncConnection) record;
      connection.write.begins(one, many);
      connection.writeSince = Clock.now;
    }
  }

  public static void asyncWriteEnds(Object record) {
    if (record instanceof AsyncConnection) {
      AsyncConnection connection = (AsyncConnection) record;
      long bytes = connection.write.ends();
      connection.writeSince = 0;
      if (bytes > 0) {
        wrote(connection, bytes);
      }
    }
  }

  /** {@code FileChannel.transferTo} goes past {@code write} on every JDK. */
  public static void transferBegins(Object target) {
    writeBegins(Access.recordOfChannel(target));
  }

  public static Throwable transferEnds(Object target, long bytes, Throwable thrown) {
    return writeEnds(Access.recordOfChannel(target), bytes, thrown);
  }
}
