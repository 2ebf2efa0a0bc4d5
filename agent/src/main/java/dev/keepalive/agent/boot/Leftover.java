package dev.keepalive.agent.boot;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;

/** Input that nobody reads any more: closing on top of it would reset the connection. */
public final class Leftover {
  private static final byte[] BYTES = new byte[16 * 1024];

  private Leftover() {}

  /**
   * Reads and drops what has arrived, unless somebody else waits for it. Where such a one comes in
   * between it can block, so a thread that nobody waits for does this.
   */
  public static void drop(Connection connection) throws Exception {
    Object owner = connection.owner();
    if (owner == null || connection.isClosed() || Access.awaitsReading(connection)) {
      return;
    }
    Readable readable = new Readable();
    if (!Access.withDescriptor(connection, readable) || !readable.yes) {
      return;
    }
    if (connection.kind == Connection.Kind.CHANNEL) {
      ((SocketChannel) owner).read(ByteBuffer.wrap(BYTES));
    } else if (connection.kind == Connection.Kind.ASYNC_CHANNEL) {
      ((AsynchronousSocketChannel) owner).read(ByteBuffer.wrap(BYTES)).get();
    } else {
      int available = (Integer) Sockets.AVAILABLE.invoke(owner);
      if (available > 0) {
        InputStream in = (InputStream) Sockets.INPUT.invoke(owner);
        in.read(BYTES, 0, Math.min(available, BYTES.length));
      }
    }
  }

  private static final class Sockets {
    static final Method AVAILABLE = Reflection.method("java.net.SocketImpl", "available");
    static final Method INPUT = Reflection.method("java.net.SocketImpl", "getInputStream");
  }
}
