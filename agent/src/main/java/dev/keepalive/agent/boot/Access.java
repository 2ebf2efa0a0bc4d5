package dev.keepalive.agent.boot;

import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/**
 * The private parts of the JDK's socket classes, by reflection. It lives in the boot loader because
 * {@code java.base} is opened to that loader's unnamed module alone, not to the application's.
 *
 * <p>A null descriptor given to a native crashes the JVM, and a stale one names somebody else's
 * socket: so a descriptor is handed out only under the owner's own lock with its state checked.
 *
 * <p>Each class is looked up when its first connection shows that the JDK has it and uses it.
 */
public final class Access {
  private Access() {}

  /**
   * Uses the descriptor of a connection that is open.
   *
   * @return false: it is closed, closing or gone, and nothing was done
   */
  public static boolean withDescriptor(Connection connection, DescriptorUse use) throws Exception {
    Object owner = connection.owner();
    if (owner == null || connection.isClosed()) {
      return false;
    }
    if (connection.kind == Connection.Kind.ASYNC_CHANNEL) {
      return withAsyncDescriptor(owner, use);
    }
    if (connection.kind == Connection.Kind.NATIVE) {
      return NativeSockets.withDescriptor(connection, use);
    }
    synchronized (connection.lock()) {
      FileDescriptor descriptor = openDescriptor(connection.kind, owner);
      if (descriptor == null || !descriptor.valid()) {
        return false;
      }
      use.use(descriptor);
      return true;
    }
  }

  private static FileDescriptor openDescriptor(Connection.Kind kind, Object owner)
      throws Exception {
    switch (kind) {
      case PLAIN_SOCKET:
        return PlainSockets.CLOSE_PENDING.getBoolean(owner)
            ? null
            : (FileDescriptor) SocketImpls.DESCRIPTOR.get(owner);
      case SOCKET:
        int state = Sockets.STATE.getInt(owner);
        return state < Sockets.UNCONNECTED || state >= Sockets.CLOSING
            ? null
            : (FileDescriptor) SocketImpls.DESCRIPTOR.get(owner);
      default:
        return ((java.nio.channels.Channel) owner).isOpen()
            ? (FileDescriptor) Channels.DESCRIPTOR.get(owner)
            : null;
    }
  }

  /** Uses the descriptor of a {@code SocketImpl} that is open, connection or listener. */
  static void withSocketDescriptor(Object impl, DescriptorUse use) throws Exception {
    boolean nio = "sun.nio.ch.NioSocketImpl".equals(impl.getClass().getName());
    // The record if there is one: it stands in the place of this lock.
    Connection.Kind kind = nio ? Connection.Kind.SOCKET : Connection.Kind.PLAIN_SOCKET;
    synchronized (lockOf(kind, impl)) {
      FileDescriptor descriptor = openDescriptor(kind, impl);
      if (descriptor != null && descriptor.valid()) {
        use.use(descriptor);
      }
    }
  }

  /** Asynchronous channels close under a write lock: whoever holds the read lock is safe. */
  private static boolean withAsyncDescriptor(Object owner, DescriptorUse use) throws Exception {
    Lock open = ((ReadWriteLock) AsyncChannels.CLOSE_LOCK.get(owner)).readLock();
    if (!open.tryLock()) {
      return false;
    }
    try {
      if (!((java.nio.channels.Channel) owner).isOpen()) {
        return false;
      }
      use.use((FileDescriptor) AsyncChannels.DESCRIPTOR.get(owner));
      return true;
    } finally {
      open.unlock();
    }
  }

  /** What a JDK object is; null: none of ours. */
  static Connection.Kind kindOf(Object owner) {
    String type = owner.getClass().getName();
    if (type.equals(Sockets.TYPE)) {
      return Connection.Kind.SOCKET;
    }
    if (type.equals("java.net.SocksSocketImpl") || type.equals("java.net.PlainSocketImpl")) {
      return Connection.Kind.PLAIN_SOCKET;
    }
    if (type.equals(Channels.TYPE)) {
      return Connection.Kind.CHANNEL;
    }
    return type.equals("sun.nio.ch.UnixAsynchronousSocketChannelImpl")
        ? Connection.Kind.ASYNC_CHANNEL
        : null;
  }

  /** The local port; 0: none. */
  public static int localPort(Connection connection) throws Exception {
    Object owner = connection.owner();
    if (owner == null) {
      return 0;
    }
    if (isPlain(connection.kind)) {
      return SocketImpls.LOCAL_PORT.getInt(owner);
    }
    InetSocketAddress local = local(connection);
    return local == null ? 0 : local.getPort();
  }

  /** The local address, which the kernel is asked for where the JDK does not keep it; or null. */
  public static InetSocketAddress local(Connection connection) throws Exception {
    Object owner = connection.owner();
    if (owner != null && connection.kind == Connection.Kind.CHANNEL) {
      return inet(Channels.LOCAL.get(owner));
    }
    if (owner != null && connection.kind == Connection.Kind.ASYNC_CHANNEL) {
      return inet(AsyncChannels.LOCAL.get(owner));
    }
    final InetSocketAddress[] local = new InetSocketAddress[1];
    withDescriptor(
        connection,
        new DescriptorUse() {
          @Override
          public void use(FileDescriptor descriptor) throws Exception {
            local[0] = Kernel.localAddress(descriptor);
          }
        });
    return local[0];
  }

  private static InetSocketAddress inet(Object address) {
    return address instanceof InetSocketAddress ? (InetSocketAddress) address : null;
  }

  private static boolean isPlain(Connection.Kind kind) {
    return kind == Connection.Kind.SOCKET || kind == Connection.Kind.PLAIN_SOCKET;
  }

  /** Only to keep something in it: it may be closed at any moment. */
  static FileDescriptor descriptorOf(Connection.Kind kind, Object owner)
      throws IllegalAccessException {
    switch (kind) {
      case CHANNEL:
        return (FileDescriptor) Channels.DESCRIPTOR.get(owner);
      case ASYNC_CHANNEL:
        return (FileDescriptor) AsyncChannels.DESCRIPTOR.get(owner);
      default:
        return (FileDescriptor) SocketImpls.DESCRIPTOR.get(owner);
    }
  }

  /** What the JDK locks to change the state of one of its objects: the record, if it has one. */
  static Object lockOf(Connection.Kind kind, Object owner) throws IllegalAccessException {
    switch (kind) {
      case PLAIN_SOCKET:
        return PlainSockets.FD_LOCK.get(owner);
      case SOCKET:
        return Sockets.STATE_LOCK.get(owner);
      case CHANNEL:
        return Channels.RECORD.get(owner);
      default:
        return null;
    }
  }

  /** The peer of a connection; null: it is none, or not one of the internet's. */
  static InetSocketAddress peerOf(Connection.Kind kind, Object owner) throws Exception {
    Object peer;
    if (kind == Connection.Kind.CHANNEL) {
      peer = ((java.nio.channels.SocketChannel) owner).getRemoteAddress();
    } else if (kind == Connection.Kind.ASYNC_CHANNEL) {
      peer = ((java.nio.channels.AsynchronousSocketChannel) owner).getRemoteAddress();
    } else {
      boolean connected =
          SocketImpls.ADDRESS.get(owner) != null && SocketImpls.PORT.getInt(owner) > 0;
      peer = connected ? peerOfSocket(owner) : null;
    }
    return inet(peer);
  }

  /** The peer of a {@code SocketImpl} that was just accepted into. */
  static InetSocketAddress peerOfSocket(Object impl) throws IllegalAccessException {
    return new InetSocketAddress(
        (InetAddress) SocketImpls.ADDRESS.get(impl), SocketImpls.PORT.getInt(impl));
  }

  /** The record of a socket channel; null where there is none or it is something else. */
  static Object recordOfChannel(Object channel) {
    try {
      if (channel == null || !Channels.TYPE.equals(channel.getClass().getName())) {
        return null;
      }
      Object record = Channels.RECORD.get(channel);
      return LateRecords.wanted ? LateRecords.of(record, channel) : record;
    } catch (IllegalAccessException impossible) {
      return null;
    }
  }

  /** The record of a socket that is no channel's; null where there is none. */
  static Object recordOfSocket(java.net.Socket socket) throws IllegalAccessException {
    Object impl = PublicSockets.IMPL.get(socket);
    // Java 13 and later put one of these around the client's, for SOCKS.
    while (impl != null && DELEGATING.equals(impl.getClass().getSuperclass().getName())) {
      impl = Delegating.DELEGATE.get(impl);
    }
    if (impl == null) {
      return null;
    }
    String type = impl.getClass().getName();
    if (type.equals(Sockets.TYPE)) {
      return Sockets.STATE_LOCK.get(impl);
    }
    boolean plain =
        type.equals("java.net.SocksSocketImpl") || type.equals("java.net.PlainSocketImpl");
    return plain ? PlainSockets.FD_LOCK.get(impl) : null;
  }

  /** The socket that carries the bytes of a TLS socket: itself, or the one it was layered on. */
  static java.net.Socket carrierOf(Object tlsSocket) throws IllegalAccessException {
    return (java.net.Socket) TlsSockets.SELF.get(tlsSocket);
  }

  /** The write lock of a socket channel: a {@code Lock}, or an object to synchronize on (8). */
  static Object writeLock(Object channel) throws IllegalAccessException {
    return Channels.WRITE_LOCK.get(channel);
  }

  /** The SO_TIMEOUT of a plain socket, in milliseconds; 0: none. */
  public static int readTimeout(Connection connection, Object owner) throws Exception {
    return timeoutField(connection.kind).getInt(owner);
  }

  /** Sets the SO_TIMEOUT of a plain socket behind its back; reads that begin later obey. */
  public static void setReadTimeout(Connection connection, Object owner, int millis)
      throws Exception {
    timeoutField(connection.kind).setInt(owner, millis);
  }

  private static Field timeoutField(Connection.Kind kind) {
    return kind == Connection.Kind.SOCKET ? Sockets.TIMEOUT : PlainSockets.TIMEOUT;
  }

  /** Closes the owner as the application would; may wait as long as that would. */
  public static void close(Connection connection) throws Exception {
    Object owner = connection.owner();
    if (owner == null) {
      return;
    }
    switch (connection.kind) {
      case PLAIN_SOCKET:
        PlainSockets.CLOSE.invoke(owner);
        break;
      case SOCKET:
        Sockets.CLOSE.invoke(owner);
        break;
      case CHANNEL:
        closeChannel(owner);
        break;
      case NATIVE:
        // Its channel is out of our sight: the event loop closes it when it sees this end.
        shutDown(connection);
        break;
      default:
        ((java.nio.channels.Channel) owner).close();
    }
  }

  private static void shutDown(Connection connection) throws Exception {
    NativeSockets.withDescriptor(
        connection,
        new DescriptorUse() {
          @Override
          public void use(FileDescriptor descriptor) throws Exception {
            try {
              Kernel.shutdown(descriptor, 2);
            } catch (InvocationTargetException notConnectedAnyMore) {
              // As it should be.
            }
          }
        });
  }

  static void closeChannel(Object owner) throws Exception {
    SelectionKey[] keys = keys(owner);
    ((java.nio.channels.Channel) owner).close();
    // A registered channel gives its descriptor back only when its selector next runs.
    for (SelectionKey key : keys) {
      if (key != null) {
        key.selector().wakeup();
      }
    }
  }

  /** Whether a selector waits to write to this channel. */
  public static boolean awaitsWriting(Connection connection) throws IllegalAccessException {
    return isSelectedFor(connection, SelectionKey.OP_WRITE);
  }

  /** Whether somebody waits for this connection's next byte: a read under way, or a selector. */
  public static boolean awaitsReading(Connection connection) throws IllegalAccessException {
    return connection.readSince > 0
        || OlderReads.isUnderWay(connection)
        || isSelectedFor(connection, SelectionKey.OP_READ);
  }

  private static boolean isSelectedFor(Connection connection, int operation)
      throws IllegalAccessException {
    if (connection.kind == Connection.Kind.NATIVE) {
      // Its event loop does, for as long as there is something to write, and always for the end.
      return true;
    }
    Object owner = connection.owner();
    if (owner == null || connection.kind != Connection.Kind.CHANNEL) {
      return false;
    }
    for (SelectionKey key : keys(owner)) {
      if (key != null && key.isValid() && (key.interestOps() & operation) != 0) {
        return true;
      }
    }
    return false;
  }

  private static SelectionKey[] keys(Object channel) throws IllegalAccessException {
    SelectionKey[] keys = (SelectionKey[]) SelectableChannels.KEYS.get(channel);
    return keys == null ? new SelectionKey[0] : keys.clone();
  }

  private static final class SocketImpls {
    static final Field DESCRIPTOR = Reflection.field("java.net.SocketImpl", "fd");
    static final Field ADDRESS = Reflection.field("java.net.SocketImpl", "address");
    static final Field PORT = Reflection.field("java.net.SocketImpl", "port");
    static final Field LOCAL_PORT = Reflection.field("java.net.SocketImpl", "localport");
  }

  private static final String DELEGATING = "java.net.DelegatingSocketImpl";

  private static final class PublicSockets {
    static final Field IMPL = Reflection.field("java.net.Socket", "impl");
  }

  private static final class Delegating {
    static final Field DELEGATE = Reflection.field(DELEGATING, "delegate");
  }

  private static final class TlsSockets {
    static final Field SELF = Reflection.field("sun.security.ssl.BaseSSLSocketImpl", "self");
  }

  private static final class PlainSockets {
    private static final String TYPE = "java.net.AbstractPlainSocketImpl";
    static final Field FD_LOCK = Reflection.field(TYPE, "fdLock");
    static final Field CLOSE_PENDING = Reflection.field(TYPE, "closePending");
    static final Field TIMEOUT = Reflection.field(TYPE, "timeout");
    static final Method CLOSE = Reflection.method(TYPE, "close");
  }

  private static final class Sockets {
    static final int UNCONNECTED = 1;
    static final int CLOSING = 4;
    static final String TYPE = "sun.nio.ch.NioSocketImpl";
    static final Field STATE_LOCK = Reflection.field(TYPE, "stateLock");
    static final Field STATE = Reflection.field(TYPE, "state");
    static final Field TIMEOUT = Reflection.field(TYPE, "timeout");
    static final Method CLOSE = Reflection.method(TYPE, "close");
  }

  private static final class Channels {
    static final String TYPE = "sun.nio.ch.SocketChannelImpl";
    static final Field RECORD = Reflection.field(TYPE, "stateLock");
    static final Field DESCRIPTOR = Reflection.field(TYPE, "fd");
    static final Field WRITE_LOCK = Reflection.field(TYPE, "writeLock");
    static final Field LOCAL = Reflection.field(TYPE, "localAddress");
  }

  private static final class SelectableChannels {
    static final Field KEYS =
        Reflection.field("java.nio.channels.spi.AbstractSelectableChannel", "keys");
  }

  private static final class AsyncChannels {
    static final Field CLOSE_LOCK =
        Reflection.field("sun.nio.ch.AsynchronousSocketChannelImpl", "closeLock");
    static final Field DESCRIPTOR =
        Reflection.field("sun.nio.ch.AsynchronousSocketChannelImpl", "fd");
    static final Field LOCAL =
        Reflection.field("sun.nio.ch.AsynchronousSocketChannelImpl", "localAddress");
  }
}
