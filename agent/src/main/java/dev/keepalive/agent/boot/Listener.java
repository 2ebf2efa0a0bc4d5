package dev.keepalive.agent.boot;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/** A socket that accepts connections, of any kind, held weakly. */
public final class Listener {
  /** Linux and macOS; elsewhere its parent does. */
  private static final String ASYNC_CONNECTION = "sun.nio.ch.UnixAsynchronousSocketChannelImpl";

  private final WeakReference<Object> owner;
  private final int port;

  private Listener(Object owner, int port) {
    this.owner = new WeakReference<Object>(owner);
    this.port = port;
  }

  /**
   * @param owner a {@code ServerSocket} or server channel that was just bound
   * @return null: it does not listen to TCP
   */
  static Listener of(Object owner) throws Exception {
    int port = -1;
    if (owner instanceof ServerSocket) {
      port = ((ServerSocket) owner).getLocalPort();
    } else if (owner instanceof ServerSocketChannel) {
      port = port(((ServerSocketChannel) owner).getLocalAddress());
    } else if (owner instanceof AsynchronousServerSocketChannel) {
      port = port(((AsynchronousServerSocketChannel) owner).getLocalAddress());
    }
    return port <= 0 ? null : new Listener(owner, port);
  }

  private static int port(Object address) {
    return address instanceof InetSocketAddress ? ((InetSocketAddress) address).getPort() : -1;
  }

  /**
   * Loads, and so weaves, the class of the connections that it will accept: the first one would be
   * on no record for as long as that takes.
   */
  public void loadConnections() throws ClassNotFoundException {
    Object socket = owner.get();
    if (socket instanceof ServerSocketChannel) {
      Class.forName("sun.nio.ch.SocketChannelImpl", true, null);
    } else if (socket instanceof AsynchronousServerSocketChannel) {
      Class.forName(ASYNC_CONNECTION, true, null);
    }
  }

  /** The local port, over 0. */
  public int port() {
    return port;
  }

  /** Whether both stand for the same socket. */
  public boolean isOf(Listener other) {
    return owner.get() == other.owner.get();
  }

  public boolean isOpen() {
    Object socket = owner.get();
    return socket instanceof ServerSocket
        ? !((ServerSocket) socket).isClosed()
        : socket != null && ((Channel) socket).isOpen();
  }

  /** Whether clients wait to be accepted: closing now would reset them. */
  public boolean hasWaitingClients() throws Exception {
    Readable readable = new Readable();
    withDescriptor(readable);
    return readable.yes;
  }

  /** Uses its descriptor, unless it is closed. */
  public void withDescriptor(DescriptorUse use) throws Exception {
    Object socket = owner.get();
    if (socket == null || !isOpen()) {
      return;
    }
    if (socket instanceof ServerSocket) {
      Access.withSocketDescriptor(ServerSockets.IMPL.get(socket), use);
    } else if (socket instanceof ServerSocketChannel) {
      synchronized (ServerChannels.STATE_LOCK.get(socket)) {
        if (((Channel) socket).isOpen()) {
          use.use((FileDescriptor) ServerChannels.DESCRIPTOR.get(socket));
        }
      }
    } else {
      Lock open = ((ReadWriteLock) AsyncServerChannels.CLOSE_LOCK.get(socket)).readLock();
      if (open.tryLock()) {
        try {
          if (((Channel) socket).isOpen()) {
            use.use((FileDescriptor) AsyncServerChannels.DESCRIPTOR.get(socket));
          }
        } finally {
          open.unlock();
        }
      }
    }
  }

  /** Closes it as the application would: whoever waits in accept gets what the JDK gives then. */
  public void close() throws Exception {
    Object socket = owner.get();
    if (socket instanceof ServerSocketChannel) {
      Access.closeChannel(socket);
    } else if (socket != null) {
      ((Closeable) socket).close();
    }
  }

  private static final class ServerSockets {
    static final Field IMPL = Reflection.field("java.net.ServerSocket", "impl");
  }

  private static final class ServerChannels {
    private static final String TYPE = "sun.nio.ch.ServerSocketChannelImpl";
    static final Field STATE_LOCK = Reflection.field(TYPE, "stateLock");
    static final Field DESCRIPTOR = Reflection.field(TYPE, "fd");
  }

  private static final class AsyncServerChannels {
    private static final String TYPE = "sun.nio.ch.AsynchronousServerSocketChannelImpl";
    static final Field CLOSE_LOCK = Reflection.field(TYPE, "closeLock");
    static final Field DESCRIPTOR = Reflection.field(TYPE, "fd");
  }
}
