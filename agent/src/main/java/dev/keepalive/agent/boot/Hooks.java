package dev.keepalive.agent.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What woven JDK code calls, on the application's threads. {@code record} is the lock object of the
 * JDK's class: a {@link Connection}, or a plain object where the socket is older than the weaving.
 *
 * <p>Read and write hooks are a few plain stores: they neither lock, allocate nor call out. The
 * rare ones go to {@link #events}. No hook ever throws: what goes wrong is counted.
 */
public final class Hooks {
  /** The agent's side. */
  public static volatile ConnectionEvents events = ConnectionEvents.NONE;

  /** Failures inside the agent that the application was spared. */
  public static final AtomicLong FAILURES = new AtomicLong();

  /** The most recent of them, for whoever looks. */
  public static volatile Throwable lastFailure;

  private Hooks() {}

  // ---- birth: the record takes the place of the lock object, at the end of the constructor ----

  public static Object plainSocket(Object owner, Object lock) {
    return record(Connection.Kind.PLAIN_SOCKET, owner, lock);
  }

  public static Object socket(Object owner, Object lock) {
    return record(Connection.Kind.SOCKET, owner, lock);
  }

  public static Object channel(Object owner, Object lock) {
    return record(Connection.Kind.CHANNEL, owner, lock);
  }

  public static Object asyncChannel(Object owner, Object lock) {
    return record(Connection.Kind.ASYNC_CHANNEL, owner, lock);
  }

  private static Object record(Connection.Kind kind, Object owner, Object lock) {
    // A constructor that delegates to another one comes by twice.
    return lock instanceof Connection ? lock : new Connection(kind, owner);
  }

  // ---- opening and closing ----

  /** A connect begins; {@code address} of another family than the internet's is left alone. */
  public static void connecting(Object record, Object address) {
    if (!(record instanceof Connection) || !(address instanceof InetSocketAddress)) {
      return;
    }
    Connection connection = (Connection) record;
    if (connection.begin()) {
      try {
        connection.peer = (InetSocketAddress) address;
        events.connecting(connection);
      } catch (Throwable failure) {
        failed(failure);
      }
    }
  }

  public static void connecting(Object record, InetAddress address, int port) {
    connecting(record, new InetSocketAddress(address, port));
  }

  /** A connect ended well; told again by every later {@code finishConnect}. */
  public static void connected(Object record) {
    if (record instanceof Connection) {
      Connection connection = (Connection) record;
      if (connection.peer != null && connection.open()) {
        try {
          events.connected(connection);
        } catch (Throwable failure) {
          failed(failure);
        }
      }
    }
  }

  public static void accepted(Object record, Object address) {
    if (!(record instanceof Connection) || !(address instanceof InetSocketAddress)) {
      return;
    }
    Connection connection = (Connection) record;
    if (connection.open()) {
      try {
        connection.peer = (InetSocketAddress) address;
        events.accepted(connection);
      } catch (Throwable failure) {
        failed(failure);
      }
    }
  }

  /** A socket was accepted into {@code impl}, a {@code SocketImpl}. */
  public static void acceptedInto(Object record, Object impl) {
    if (record instanceof Connection) {
      try {
        accepted(record, Access.peerOfSocket(impl));
      } catch (Throwable failure) {
        failed(failure);
      }
    }
  }

  /** Close begins, before any lock is taken: a lingering close holds the JDK's for seconds. */
  public static void closing(Object record) {
    if (record instanceof Connection) {
      Connection connection = (Connection) record;
      if (connection.close()) {
        try {
          events.closed(connection);
        } catch (Throwable failure) {
          failed(failure);
        }
      }
    }
  }

  /** This channel is plumbing of the JDK's own (a selector's wake-up pipe), not a connection. */
  public static void internal(Object channel) {
    closing(Access.recordOfChannel(channel));
  }

  public static void optionSet(Object record, Object option, Object value) {
    if (record instanceof Connection) {
      try {
        events.optionSet((Connection) record, option, value);
      } catch (Throwable failure) {
        failed(failure);
      }
    }
  }

  // ---- deadlines that the JDK keeps by itself ----

  /** The timeout of a blocking connect, in milliseconds; 0: none. */
  public static int connectTimeout(Object address, int timeout) {
    try {
      return address instanceof InetSocketAddress
          ? events.connectTimeout((InetSocketAddress) address, timeout)
          : timeout;
    } catch (Throwable failure) {
      failed(failure);
      return timeout;
    }
  }

  public static int connectTimeout(InetAddress address, int port, int timeout) {
    return connectTimeout(new InetSocketAddress(address, port), timeout);
  }

  /** What {@code getSoTimeout} goes on telling: the application's own. */
  public static Object readTimeoutAsked(Object record, int option, Object value) {
    if (option == SocketOptions.SO_TIMEOUT && record instanceof Connection) {
      Connection connection = (Connection) record;
      if (connection.readTimeoutMillis >= 0) {
        return Math.max(connection.ownReadTimeoutMillis, 0);
      }
    }
    return value;
  }

  /** The timeout of one blocking read of a channel, in nanoseconds; 0: none. */
  public static long readTimeoutNanos(Object record, long nanos) {
    if (nanos == 0 && record instanceof Connection) {
      int millis = ((Connection) record).readTimeoutMillis;
      return millis > 0 ? millis * 1_000_000L : 0;
    }
    return nanos;
  }

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

  // ---- the read and write path ----

  public static void readBegins(Object record) {
    if (record instanceof Connection) {
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
    long since = connection.readSince;
    // A second reader that waits for the JDK's lock has put its own mark meanwhile: leave it.
    if (connection.reader == Thread.currentThread()) {
      connection.readSince = 0;
      connection.reader = null;
    }
    if (bytes > 0) {
      connection.lastRead = Clock.now;
      connection.bytesRead += bytes;
      connection.wroteLast = false;
      return thrown;
    }
    return thrown != null || bytes < 0 ? told(connection, thrown, since) : null;
  }

  public static void writeBegins(Object record) {
    if (record instanceof Connection) {
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
    if (record instanceof Connection) {
      Connection connection = (Connection) record;
      if (!rest || thrown != null) {
        connection.incompleteSince = 0;
      } else if (bytes > 0 || connection.incompleteSince == 0) {
        connection.incompleteSince = Clock.now;
      }
    }
    return writeEnds(record, bytes, thrown);
  }

  private static void wrote(Connection connection, long bytes) {
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
        events.failed(connection, (IOException) thrown, since);
      } catch (Throwable failure) {
        failed(failure);
      }
    }
    return thrown;
  }

  /** A connect failed: what the application is told. */
  public static Throwable connectFailed(Object record, Throwable thrown) {
    if (record instanceof Connection) {
      Condemnation condemnation = ((Connection) record).condemnation;
      if (condemnation != null) {
        return condemnation.thrown(((Connection) record).kind, thrown);
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

  public static void asyncReadBegins(Object record, ByteBuffer one, ByteBuffer[] many) {
    if (record instanceof Connection) {
      ((Connection) record).asyncReadBegins(one, many);
    }
  }

  public static void asyncReadEnds(Object record) {
    if (record instanceof Connection) {
      Connection connection = (Connection) record;
      long bytes = connection.asyncReadEnds();
      connection.readSince = 0;
      if (bytes > 0) {
        connection.lastRead = Clock.now;
        connection.bytesRead += bytes;
        connection.wroteLast = false;
      }
    }
  }

  public static void asyncWriteBegins(Object record, ByteBuffer one, ByteBuffer[] many) {
    if (record instanceof Connection) {
      ((Connection) record).asyncWriteBegins(one, many);
    }
  }

  public static void asyncWriteEnds(Object record) {
    if (record instanceof Connection) {
      Connection connection = (Connection) record;
      long bytes = connection.asyncWriteEnds();
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

  /** Notes a failure that the application is spared. */
  public static void failed(Throwable failure) {
    FAILURES.incrementAndGet();
    lastFailure = failure;
  }
}
