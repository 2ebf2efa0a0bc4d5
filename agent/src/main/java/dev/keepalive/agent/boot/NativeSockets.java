package dev.keepalive.agent.boot;

import java.io.FileDescriptor;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The records of sockets that live outside the JDK: Netty's own, of epoll, io_uring and kqueue.
 * They keep no lock object whose place a record could take, and a class that is loaded already
 * cannot be given a field. So the record stands under the number of the descriptor, and is given
 * out only to the very object that it belongs to: a number that was closed and reused meanwhile
 * finds nothing, never its successor.
 *
 * <p>Finding one is an array load, a weak reference and a comparison. The table is as large as the
 * highest number that was used, and holds no more records than numbers.
 */
public final class NativeSockets {
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK = 1 << CHUNK_BITS;

  /** More than any process may open by default; a socket beyond has no record. */
  private static final int MOST = 1 << 20;

  private static final AtomicReferenceArray<AtomicReferenceArray<Connection>> TABLE =
      new AtomicReferenceArray<AtomicReferenceArray<Connection>>(MOST >> CHUNK_BITS);

  private NativeSockets() {}

  /**
   * The record of a socket, by its own number.
   *
   * @return null: it has none
   */
  public static Object record(Object socket, int descriptor) {
    Connection connection = at(descriptor);
    return connection != null && connection.owner() == socket ? connection : null;
  }

  /** The record that stands under a number, whoever's; null: none. */
  static Connection at(int descriptor) {
    if (descriptor < 0 || descriptor >= MOST) {
      return null;
    }
    AtomicReferenceArray<Connection> chunk = TABLE.get(descriptor >> CHUNK_BITS);
    return chunk == null ? null : chunk.get(descriptor & CHUNK - 1);
  }

  /** The record that this socket has from now on; null: its number is out of bounds. */
  static Connection add(Object socket, int descriptor) {
    if (descriptor < 0 || descriptor >= MOST) {
      return null;
    }
    int index = descriptor >> CHUNK_BITS;
    AtomicReferenceArray<Connection> chunk = TABLE.get(index);
    if (chunk == null) {
      TABLE.compareAndSet(index, null, new AtomicReferenceArray<Connection>(CHUNK));
      chunk = TABLE.get(index);
    }
    Connection connection = new NativeConnection(socket, descriptor);
    chunk.set(descriptor & CHUNK - 1, connection);
    return connection;
  }

  static void remove(Connection connection) {
    int descriptor = ((NativeConnection) connection).descriptor;
    TABLE.get(descriptor >> CHUNK_BITS).compareAndSet(descriptor & CHUNK - 1, connection, null);
  }

  /**
   * Uses the descriptor of an open socket. Its close is woven to take this monitor before it gives
   * the number back, so the number is ours until we leave.
   */
  static boolean withDescriptor(Connection connection, DescriptorUse use) throws Exception {
    synchronized (connection) {
      if (connection.isClosed()) {
        return false;
      }
      use.use(descriptor(((NativeConnection) connection).descriptor));
      return true;
    }
  }

  /** Whether it is a stream, where datagram sockets have the same class. */
  static boolean isStream(int descriptor) throws Exception {
    return Kernel.socketType(descriptor(descriptor)) == Kernel.STREAM;
  }

  private static FileDescriptor descriptor(int number) throws Exception {
    return (FileDescriptor) Descriptors.NEW.invoke(null, number);
  }

  /** Looked up by the first native socket, as few JVMs have one. */
  private static final class Descriptors {
    /** Makes one that nothing ever closes. */
    static final Method NEW = Reflection.method("sun.nio.ch.IOUtil", "newFD", int.class);
  }
}
