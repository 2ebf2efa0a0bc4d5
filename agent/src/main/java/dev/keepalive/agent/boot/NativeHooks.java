package dev.keepalive.agent.boot;

import java.net.InetSocketAddress;
import java.net.SocketOptions;

/**
 * What woven classes of Netty's native transports call. They are woven like the JDK's: none of
 * these hooks throws, and the read and write path is that of {@link TransferHooks}.
 *
 * <p>The event loop never blocks in a socket, so a record has no reader and no writer; what is
 * pending is told by the incomplete write.
 */
public final class NativeHooks {
  private static final int ETIMEDOUT = 110;

  private NativeHooks() {}

  /** A socket begins to connect; datagram sockets, which do so too, are left alone. */
  public static void connecting(Object socket, int descriptor, Object address) {
    try {
      if (address instanceof InetSocketAddress
          && NativeSockets.record(socket, descriptor) == null
          && NativeSockets.isStream(descriptor)) {
        Hooks.connecting(add(socket, descriptor), address);
      }
    } catch (Throwable failure) {
      Hooks.failed(failure);
    }
  }

  /** A channel was made around an accepted socket, which nobody else has seen. */
  public static void accepted(Object socket, int descriptor, Object address) {
    try {
      if (address instanceof InetSocketAddress) {
        Hooks.accepted(add(socket, descriptor), address);
      }
    } catch (Throwable failure) {
      Hooks.failed(failure);
    }
  }

  private static Connection add(Object socket, int descriptor) {
    // Whose number it was is closed, in a way that nobody told.
    closing(NativeSockets.at(descriptor));
    return NativeSockets.add(socket, descriptor);
  }

  /**
   * The socket is being closed, by whichever way: after this nobody of ours touches its number.
   * Told several times of one close.
   */
  public static void closing(Object record) {
    if (record != null) {
      Connection connection = (Connection) record;
      NativeSockets.remove(connection);
      // Whoever uses the number at this moment holds the monitor, for a system call or two.
      synchronized (connection) {
        Hooks.closing(connection);
      }
    }
  }

  /** A number is about to be given back, perhaps by another object than the record's owner. */
  public static void releasing(int descriptor) {
    closing(NativeSockets.at(descriptor));
  }

  /**
   * The application set a TCP option.
   *
   * @param setter the name of the method that did
   */
  public static void optionSet(Object record, String setter, Object value) {
    if (record != null) {
      Object option = option(setter);
      if (option != null) {
        Hooks.optionSet(record, option, value);
      }
    }
  }

  private static Object option(String setter) {
    switch (setter) {
      case "setKeepAlive":
        return SocketOptions.SO_KEEPALIVE;
      case "setTcpKeepIdle":
        return "TCP_KEEPIDLE";
      case "setTcpKeepIntvl":
        return "TCP_KEEPINTERVAL";
      case "setTcpKeepCnt":
        return "TCP_KEEPCOUNT";
      case "setTcpUserTimeout":
        return "TCP_USER_TIMEOUT";
      default:
        return null;
    }
  }

  // ---- io_uring: operations are handed to the kernel, which tells later how they went ----

  /** The kernel ended a connect; a condemned one fails in any case. */
  public static int connectCompleted(Object record, int result) {
    if (record instanceof Connection) {
      if (((Connection) record).condemnation != null) {
        return -ETIMEDOUT;
      }
      if (result >= 0) {
        Hooks.connected(record);
      }
    }
    return result;
  }

  /** The kernel ended a read: a condemned one with an error, never with an end of the stream. */
  public static int readCompleted(Object record, int result) {
    if (record instanceof Connection) {
      Connection connection = (Connection) record;
      if (result > 0) {
        TransferHooks.read(connection, result);
      } else if (connection.condemnation != null) {
        return -ETIMEDOUT;
      }
    }
    return result;
  }

  public static void writeScheduled(Object record, int operations) {
    if (operations > 0 && record instanceof Connection) {
      Connection connection = (Connection) record;
      if (connection.writeSince == 0) {
        connection.writeSince = Clock.now;
      }
    }
  }

  public static int writeCompleted(Object record, int result) {
    if (record instanceof Connection) {
      Connection connection = (Connection) record;
      connection.writeSince = 0;
      if (result > 0) {
        TransferHooks.wrote(connection, result);
      } else if (connection.condemnation != null) {
        return -ETIMEDOUT;
      }
    }
    return result;
  }
}
