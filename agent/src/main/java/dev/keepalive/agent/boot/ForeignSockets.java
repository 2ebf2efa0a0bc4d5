package dev.keepalive.agent.boot;

import java.io.File;
import java.io.FileDescriptor;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * TCP connections of this process by the number of their descriptor, whoever opened them: Java
 * before the agent came, or native code. A number may be somebody else's a moment later, so nothing
 * is done with them that could hurt a stranger: options are set, and that is all.
 */
public final class ForeignSockets {
  private static final String TYPE = "sun.nio.ch.InheritedChannel";
  private static final Method SOCKET_TYPE = Reflection.method(TYPE, "soType0", int.class);
  private static final Method PEER_ADDRESS = peerAddress();
  private static final Method PEER_PORT = Reflection.method(TYPE, "peerPort0", int.class);
  private static final Method NEW_DESCRIPTOR =
      Reflection.method("sun.nio.ch.IOUtil", "newFD", int.class);

  // Linux, include/uapi/asm-generic/socket.h
  private static final int LEVEL_SOCKET = 1;
  private static final int ACCEPTS = 30;
  private static final int PROTOCOL = 38;
  private static final int TCP = 6;
  private static final int MPTCP = 262;
  private static final int STREAM = 1;

  private ForeignSockets() {}

  /** Renamed in 17, when Unix-domain channels got one of their own. */
  private static Method peerAddress() {
    try {
      return Reflection.method(TYPE, "inetPeerAddress0", int.class);
    } catch (IllegalStateException before17) {
      return Reflection.method(TYPE, "peerAddress0", int.class);
    }
  }

  /** Numbers of descriptors that were open a moment ago; empty where the platform does not tell. */
  public static int[] descriptors() {
    String[] names = new File("/proc/self/fd").list();
    int[] numbers = new int[names == null ? 0 : names.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.parseInt(names[i]);
    }
    return numbers;
  }

  /** Whether it is a TCP connection. */
  public static boolean isConnection(int number) {
    try {
      if ((Integer) SOCKET_TYPE.invoke(null, number) != STREAM) {
        return false;
      }
      FileDescriptor descriptor = descriptor(number);
      int protocol = Kernel.option(descriptor, LEVEL_SOCKET, PROTOCOL);
      return (protocol == TCP || protocol == MPTCP)
          && Kernel.option(descriptor, LEVEL_SOCKET, ACCEPTS) == 0
          && peer(number).getPort() > 0;
    } catch (Exception closedOrNotConnected) {
      return false;
    }
  }

  public static InetSocketAddress peer(int number) throws Exception {
    InetAddress address = (InetAddress) PEER_ADDRESS.invoke(null, number);
    return new InetSocketAddress(address, (Integer) PEER_PORT.invoke(null, number));
  }

  public static InetSocketAddress local(int number) throws Exception {
    return Kernel.localAddress(descriptor(number));
  }

  /** A descriptor that nobody closes by forgetting it. */
  public static FileDescriptor descriptor(int number) throws Exception {
    return (FileDescriptor) NEW_DESCRIPTOR.invoke(null, number);
  }
}
