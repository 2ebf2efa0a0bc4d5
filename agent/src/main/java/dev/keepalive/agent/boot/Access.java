package dev.keepalive.agent.boot;

import java.io.FileDescriptor;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;
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
    Object owner = connection.owner.get();
    if (owner == null || connection.isClosed()) {
      return false;
    }
    if (connection.kind == Connection.Kind.ASYNC_CHANNEL) {
      return withAsyncDescriptor(owner, use);
    }
    synchronized (connection) {
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

  /** The peer of a {@code SocketImpl} that was just accepted into. */
  static InetSocketAddress peerOfSocket(Object impl) throws IllegalAccessException {
    return new InetSocketAddress(
        (InetAddress) SocketImpls.ADDRESS.get(impl), SocketImpls.PORT.getInt(impl));
  }

  /** The record of a socket channel; null where there is none or it is something else. */
  static Object recordOfChannel(Object channel) {
    try {
      return channel != null && "sun.nio.ch.SocketChannelImpl".equals(channel.getClass().getName())
          ? Channels.RECORD.get(channel)
          : null;
    } catch (IllegalAccessException impossible) {
      return null;
    }
  }

  /** Reads a socket option of one word; throws the kernel's refusal. */
  public static int option(FileDescriptor descriptor, int level, int name) throws Exception {
    return (Integer) Net.GET_OPTION.invoke(null, checked(descriptor), false, level, name);
  }

  /** Sets a socket option of one word; throws the kernel's refusal. */
  public static void setOption(FileDescriptor descriptor, int level, int name, int value)
      throws Exception {
    Net.SET_OPTION.invoke(null, checked(descriptor), false, level, name, value, false);
  }

  /** Reads an option through the JDK's own table of this platform's options. */
  public static Object portableOption(FileDescriptor descriptor, SocketOption<?> option)
      throws Exception {
    return Net.GET_PORTABLE.invoke(null, checked(descriptor), Net.UNSPEC.get(null), option);
  }

  /** Sets an option through the JDK's own table of this platform's options. */
  public static void setPortableOption(
      FileDescriptor descriptor, SocketOption<?> option, Object value) throws Exception {
    Net.SET_PORTABLE.invoke(null, checked(descriptor), Net.UNSPEC.get(null), option, value);
  }

  /** The local address of a connected descriptor. */
  public static InetSocketAddress localAddress(FileDescriptor descriptor) throws Exception {
    return (InetSocketAddress) Net.LOCAL_ADDRESS.invoke(null, checked(descriptor));
  }

  private static FileDescriptor checked(FileDescriptor descriptor) {
    if (descriptor == null || !descriptor.valid()) {
      throw new IllegalStateException("no descriptor");
    }
    return descriptor;
  }

  private static final class SocketImpls {
    static final Field DESCRIPTOR = field("java.net.SocketImpl", "fd");
    static final Field ADDRESS = field("java.net.SocketImpl", "address");
    static final Field PORT = field("java.net.SocketImpl", "port");
  }

  private static final class PlainSockets {
    static final Field CLOSE_PENDING = field("java.net.AbstractPlainSocketImpl", "closePending");
  }

  private static final class Sockets {
    static final int UNCONNECTED = 1;
    static final int CLOSING = 4;
    static final Field STATE = field("sun.nio.ch.NioSocketImpl", "state");
  }

  private static final class Channels {
    static final Field RECORD = field("sun.nio.ch.SocketChannelImpl", "stateLock");
    static final Field DESCRIPTOR = field("sun.nio.ch.SocketChannelImpl", "fd");
  }

  private static final class AsyncChannels {
    static final Field CLOSE_LOCK = field("sun.nio.ch.AsynchronousSocketChannelImpl", "closeLock");
    static final Field DESCRIPTOR = field("sun.nio.ch.AsynchronousSocketChannelImpl", "fd");
  }

  private static final class Net {
    static final Method GET_OPTION =
        method("getIntOption0", FileDescriptor.class, boolean.class, int.class, int.class);
    static final Method SET_OPTION =
        method(
            "setIntOption0",
            FileDescriptor.class,
            boolean.class,
            int.class,
            int.class,
            int.class,
            boolean.class);
    static final Method GET_PORTABLE =
        method("getSocketOption", FileDescriptor.class, ProtocolFamily.class, SocketOption.class);
    static final Method SET_PORTABLE =
        method(
            "setSocketOption",
            FileDescriptor.class,
            ProtocolFamily.class,
            SocketOption.class,
            Object.class);
    static final Field UNSPEC = field("sun.nio.ch.Net", "UNSPEC");
    static final Method LOCAL_ADDRESS = method("localAddress", FileDescriptor.class);
  }

  private static Field field(final String type, final String name) {
    return privileged(
        new PrivilegedExceptionAction<Field>() {
          @Override
          public Field run() throws Exception {
            return opened(Class.forName(type, false, null).getDeclaredField(name));
          }
        });
  }

  private static Method method(final String name, final Class<?>... parameters) {
    return privileged(
        new PrivilegedExceptionAction<Method>() {
          @Override
          public Method run() throws Exception {
            // Initialised here: the natives need the library that its static part loads.
            Class<?> net = Class.forName("sun.nio.ch.Net", true, null);
            return opened(net.getDeclaredMethod(name, parameters));
          }
        });
  }

  private static <T extends AccessibleObject> T opened(T member) {
    member.setAccessible(true);
    return member;
  }

  /** With a security manager the application's stack has no right to look; the boot loader has. */
  @SuppressWarnings({"deprecation", "removal"}) // for removal since 17, needed up to 23
  private static <T> T privileged(PrivilegedExceptionAction<T> action) {
    try {
      return AccessController.doPrivileged(action);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
