package dev.keepalive.agent.boot;

import java.lang.reflect.Field;

/**
 * Reads that began before the weaving, and so without a mark of ours: the JDK keeps one of its own.
 * Shown, and freed on command, but no deadline ends them: when they began nobody knows.
 */
public final class OlderReads {
  private OlderReads() {}

  /** Whether such a read is under way on this connection. */
  public static boolean isUnderWay(Connection connection) {
    if (connection.lock() == connection || connection.readSince > 0 || connection.lastRead > 0) {
      return false;
    }
    Object owner = connection.owner();
    try {
      return owner != null && !connection.isClosed() && isIn(connection.kind, owner);
    } catch (Throwable failure) {
      Hooks.failed(failure);
      return false;
    }
  }

  private static boolean isIn(Connection.Kind kind, Object owner) throws Exception {
    if (kind == Connection.Kind.SOCKET) {
      return Sockets.READER.getLong(owner) != 0;
    }
    if (kind == Connection.Kind.CHANNEL) {
      return Channels.READER.getLong(owner) != 0;
    }
    // Of whatever operation; writes are short.
    return kind == Connection.Kind.PLAIN_SOCKET && PlainSockets.USERS.getInt(owner) > 0;
  }

  private static final class PlainSockets {
    static final Field USERS = Reflection.field("java.net.AbstractPlainSocketImpl", "fdUseCount");
  }

  private static final class Sockets {
    static final Field READER = Reflection.field("sun.nio.ch.NioSocketImpl", "readerThread");
  }

  private static final class Channels {
    static final Field READER = Reflection.field("sun.nio.ch.SocketChannelImpl", "readerThread");
  }
}
