package dev.keepalive.agent.boot;

import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;

/**
 * System calls on a descriptor, through the JDK's own natives in {@code sun.nio.ch.Net}, whose
 * signatures are the same from Java 8 to 25. Descriptors come from {@link Access#withDescriptor}.
 */
public final class Kernel {

  private static final String TYPE = "sun.nio.ch.Net";
  private static final Method SHUTDOWN =
      Reflection.method(TYPE, "shutdown", FileDescriptor.class, int.class);
  private static final Method POLL =
      Reflection.method(TYPE, "poll", FileDescriptor.class, int.class, long.class);
  private static final Method GET_OPTION =
      Reflection.method(
          TYPE, "getIntOption0", FileDescriptor.class, boolean.class, int.class, int.class);
  private static final Method SET_OPTION =
      Reflection.method(
          TYPE,
          "setIntOption0",
          FileDescriptor.class,
          boolean.class,
          int.class,
          int.class,
          int.class,
          boolean.class);
  private static final Method GET_PORTABLE =
      Reflection.method(
          TYPE, "getSocketOption", FileDescriptor.class, ProtocolFamily.class, SocketOption.class);
  private static final Method SET_PORTABLE =
      Reflection.method(
          TYPE,
          "setSocketOption",
          FileDescriptor.class,
          ProtocolFamily.class,
          SocketOption.class,
          Object.class);

  /** {@code SOCK_STREAM}, everywhere. */
  static final int STREAM = 1;

  private static final boolean LINUX = "Linux".equals(Reflection.property("os.name"));
  private static final Field UNSPEC = Reflection.field(TYPE, "UNSPEC");
  private static final Method LOCAL_ADDRESS =
      Reflection.method(TYPE, "localAddress", FileDescriptor.class);

  private Kernel() {}

  /**
   * Ends one or both directions at the kernel's side; the JDK's object goes on as it is.
   *
   * @param how 0: reading, 1: writing, 2: both
   */
  public static void shutdown(FileDescriptor descriptor, int how) throws Exception {
    SHUTDOWN.invoke(null, checked(descriptor), how);
  }

  /** Whether a read would not block: there are bytes, or the end of the stream. */
  public static boolean isReadable(FileDescriptor descriptor) throws Exception {
    return (Integer) POLL.invoke(null, checked(descriptor), 1, 0L) != 0;
  }

  /** Reads a socket option of one word; throws the kernel's refusal. */
  public static int option(FileDescriptor descriptor, int level, int name) throws Exception {
    return (Integer) GET_OPTION.invoke(null, checked(descriptor), false, level, name);
  }

  /** Sets a socket option of one word; throws the kernel's refusal. */
  public static void setOption(FileDescriptor descriptor, int level, int name, int value)
      throws Exception {
    SET_OPTION.invoke(null, checked(descriptor), false, level, name, value, false);
  }

  /** Reads an option through the JDK's own table of this platform's options. */
  public static Object portableOption(FileDescriptor descriptor, SocketOption<?> option)
      throws Exception {
    return GET_PORTABLE.invoke(null, checked(descriptor), UNSPEC.get(null), option);
  }

  /** Sets an option through the JDK's own table of this platform's options. */
  public static void setPortableOption(
      FileDescriptor descriptor, SocketOption<?> option, Object value) throws Exception {
    SET_PORTABLE.invoke(null, checked(descriptor), UNSPEC.get(null), option, value);
  }

  /** {@code SO_TYPE}: {@link #STREAM} or another. */
  static int socketType(FileDescriptor descriptor) throws Exception {
    return LINUX ? option(descriptor, 1, 3) : option(descriptor, 0xffff, 0x1008);
  }

  /** The local address of a connected descriptor. */
  public static InetSocketAddress localAddress(FileDescriptor descriptor) throws Exception {
    return (InetSocketAddress) LOCAL_ADDRESS.invoke(null, checked(descriptor));
  }

  private static FileDescriptor checked(FileDescriptor descriptor) {
    if (descriptor == null || !descriptor.valid()) {
      throw new IllegalStateException("no descriptor");
    }
    return descriptor;
  }
}
