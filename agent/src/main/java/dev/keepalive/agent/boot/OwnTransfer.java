package dev.keepalive.agent.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The agent's own bytes on a connection of the application's, through the JDK's own code and so
 * under its locks. Only where {@link StreamGuard#isOwn} holds, and neither can block: a few bytes
 * into an empty send queue, or what is known to be there.
 */
public final class OwnTransfer {
  private OwnTransfer() {}

  public static void write(Connection connection, byte[] bytes) throws Exception {
    Object owner = owner(connection);
    switch (connection.kind) {
      case PLAIN_SOCKET:
        ((OutputStream) PlainSockets.OUTPUT.get(owner)).write(bytes, 0, bytes.length);
        break;
      case SOCKET:
        Sockets.WRITE.invoke(owner, bytes, 0, bytes.length);
        break;
      case CHANNEL:
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        ((SocketChannel) owner).write(buffer);
        if (buffer.hasRemaining()) {
          throw new IOException("taken in part");
        }
        break;
      default:
        throw new IllegalStateException("an asynchronous channel");
    }
  }

  /**
   * @return how many bytes; -1: the end of the stream
   */
  public static int read(Connection connection, byte[] into) throws Exception {
    Object owner = owner(connection);
    switch (connection.kind) {
      case PLAIN_SOCKET:
        return ((InputStream) PlainSockets.INPUT.get(owner)).read(into, 0, into.length);
      case SOCKET:
        return (Integer) Sockets.READ.invoke(owner, into, 0, into.length);
      case CHANNEL:
        return ((SocketChannel) owner).read(ByteBuffer.wrap(into));
      default:
        throw new IllegalStateException("an asynchronous channel");
    }
  }

  /** How much a read would bring without waiting. */
  public static int available(Connection connection) throws Exception {
    Object owner = owner(connection);
    switch (connection.kind) {
      case PLAIN_SOCKET:
        return (Integer) PlainSockets.AVAILABLE.invoke(owner);
      case SOCKET:
        return (Integer) Sockets.AVAILABLE.invoke(owner);
      case CHANNEL:
        return (Integer) Channels.AVAILABLE.invoke(owner);
      default:
        throw new IllegalStateException("an asynchronous channel");
    }
  }

  private static Object owner(Connection connection) {
    Object owner = connection.owner();
    if (owner == null) {
      throw new IllegalStateException("collected");
    }
    return owner;
  }

  private static final class PlainSockets {
    private static final String TYPE = "java.net.AbstractPlainSocketImpl";

    // Not their getters: those want a monitor that somebody may hold who waits for us.
    static final Field INPUT = Reflection.field(TYPE, "socketInputStream");
    static final Field OUTPUT = Reflection.field(TYPE, "socketOutputStream");
    static final Method AVAILABLE = Reflection.method(TYPE, "available");
  }

  private static final class Sockets {
    private static final String TYPE = "sun.nio.ch.NioSocketImpl";
    static final Method READ = Reflection.method(TYPE, "read", byte[].class, int.class, int.class);
    static final Method AVAILABLE = Reflection.method(TYPE, "available");
    static final Method WRITE =
        Reflection.method(TYPE, "write", byte[].class, int.class, int.class);
  }

  /** Where a channel's stream asks, from Java 14 on; before, it does not tell. */
  private static final class Channels {
    static final Method AVAILABLE = Reflection.method("sun.nio.ch.SocketChannelImpl", "available");
  }
}
