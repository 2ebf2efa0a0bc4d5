package dev.keepalive.agent.boot;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;

/**
 * Records of sockets that are older than the weaving: their lock object cannot be replaced, as a
 * thread may hold its monitor. Such a record hangs in a slot of the {@code FileDescriptor} that
 * only files use ({@code parent}, whose {@code close} nobody calls for a socket), and is made when
 * the socket is next used. Woven code asks here only where the agent was attached later.
 */
public final class LateRecords {
  /** Whether the agent came after sockets may have been opened. */
  public static volatile boolean wanted;

  /** Holds its owner weakly, as every record does: a lost socket must stay collectable. */
  private static final class Slot implements Closeable {
    final Connection connection;

    Slot(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void close() {
      // Not ours to close.
    }
  }

  private LateRecords() {}

  /**
   * @param lock what stands where a record would
   * @param owner the JDK's object
   * @return the record; the lock where there is none
   */
  public static Object of(Object lock, Object owner) {
    if (lock instanceof Connection || lock == null || owner == null) {
      return lock;
    }
    try {
      Object record = find(lock, owner);
      return record == null ? lock : record;
    } catch (Throwable failure) {
      Hooks.failed(failure);
      return lock;
    }
  }

  /**
   * Makes the record of a socket at once, without waiting for its next use.
   *
   * @return whether it is a connection
   */
  static boolean adopt(Object owner) throws Exception {
    Connection.Kind kind = Access.kindOf(owner);
    if (kind == null || Access.peerOf(kind, owner) == null) {
      return false;
    }
    Object lock = Access.lockOf(kind, owner);
    return lock instanceof Connection || find(lock, owner) != null;
  }

  private static Object find(Object lock, Object owner) throws Exception {
    Connection.Kind kind = Access.kindOf(owner);
    FileDescriptor descriptor = kind == null ? null : Access.descriptorOf(kind, owner);
    if (descriptor == null) {
      return null;
    }
    Object slot = Descriptors.PARENT.get(descriptor);
    if (slot instanceof Slot) {
      return ((Slot) slot).connection;
    }
    Connection connection;
    synchronized (lock) {
      slot = Descriptors.PARENT.get(descriptor);
      if (slot instanceof Slot) {
        return ((Slot) slot).connection;
      }
      connection = Connection.older(kind, owner, lock);
      Descriptors.PARENT.set(descriptor, new Slot(connection));
    }
    InetSocketAddress peer = Access.peerOf(kind, owner);
    if (peer != null && connection.open()) {
      connection.setPeer(peer);
      Hooks.events.adopted(connection);
    }
    return connection;
  }

  private static final class Descriptors {
    static final Field PARENT = Reflection.field("java.io.FileDescriptor", "parent");
  }
}
