package dev.keepalive.agent.boot;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOptions;
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

  /** The agent's side, for the end of the JVM. */
  public static volatile ExitEvents exits = ExitEvents.NONE;

  /** Looks whether the command line has left something to do; null: nobody does. */
  public static volatile Runnable mailbox;

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
    return lock instanceof Connection ? lock : Connection.of(kind, owner);
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
        connection.setPeer((InetSocketAddress) address);
        events.connecting(connection);
      } catch (Throwable failure) {
        failed(failure);
      }
    }
  }

  /**
   * The blocking connect of a plain socket begins.
   *
   * @return its timeout in milliseconds; 0: none that the JDK keeps
   */
  public static int connecting(Object record, Object address, int timeout) {
    int millis = connectTimeout(address, timeout);
    if (record instanceof Connection) {
      ((Connection) record).timedConnect = millis > 0;
      connecting(record, address);
    }
    return millis;
  }

  public static int connecting(Object record, InetAddress address, int port, int timeout) {
    return connecting(record, new InetSocketAddress(address, port), timeout);
  }

  /** A connect ended well; told again by every later {@code finishConnect}. */
  public static void connected(Object record) {
    if (record instanceof Connection) {
      Connection connection = (Connection) record;
      if (connection.hasPeer() && connection.open()) {
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
        connection.setPeer((InetSocketAddress) address);
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

  /** A TLS socket is ready for use: whoever closes its connection softly may want to say so. */
  public static void secured(Object tlsSocket) {
    try {
      Object record = Access.recordOfSocket(Access.carrierOf(tlsSocket));
      if (record instanceof Connection) {
        ((Connection) record).tlsSocket = new WeakReference<Object>(tlsSocket);
        GuardHooks.secured((Connection) record, tlsSocket);
      }
    } catch (Throwable failure) {
      failed(failure);
    }
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

  public static void optionAsked(Object record) {
    if (record instanceof Connection) {
      try {
        events.optionAsked((Connection) record);
      } catch (Throwable failure) {
        failed(failure);
      }
    }
  }

  // ---- listeners, and the end of the JVM ----

  public static void optionSetOnListener(Object socket, Object option, Object value) {
    try {
      Listener listener = Listener.of(socket);
      if (listener != null) {
        events.optionSet(listener, option, value);
      }
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  public static void listening(Object socket) {
    try {
      Listener listener = Listener.of(socket);
      if (listener != null) {
        // Options first: what connects meanwhile should have them from the beginning.
        events.listening(listener);
        exits.listening(listener);
      }
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  public static void exiting() {
    try {
      exits.exiting();
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  public static void asked() {
    try {
      Runnable looks = mailbox;
      if (looks != null) {
        looks.run();
      }
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  // ---- deadlines that the JDK keeps by itself ----

  /** The timeout of a blocking connect, in milliseconds; 0: none that the JDK keeps. */
  private static int connectTimeout(Object address, int timeout) {
    try {
      return address instanceof InetSocketAddress
          ? events.connectTimeout((InetSocketAddress) address, timeout)
          : timeout;
    } catch (Throwable failure) {
      failed(failure);
      return timeout;
    }
  }

  /** The same for a channel's socket, whose channel must know that the connect ends by itself. */
  public static int connectTimeout(Object channel, Object address, int timeout) {
    int millis = connectTimeout(address, timeout);
    Object record = Access.recordOfChannel(channel);
    if (millis > 0 && record instanceof Connection) {
      ((Connection) record).timedConnect = true;
    }
    return millis;
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
    if (!(record instanceof Connection)) {
      return nanos;
    }
    Connection connection = (Connection) record;
    int millis = connection.readTimeoutMillis;
    long used = nanos == 0 && millis > 0 ? millis * 1_000_000L : nanos;
    connection.timedRead = used > 0;
    return used;
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

  /** Notes a failure that the application is spared. */
  public static void failed(Throwable failure) {
    FAILURES.incrementAndGet();
    lastFailure = failure;
  }
}
