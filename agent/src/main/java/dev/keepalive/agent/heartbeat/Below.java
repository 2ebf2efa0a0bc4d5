package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.OwnTransfer;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.channels.SelectableChannel;

/** The connection as the agent itself reads and writes it: its socket, or the TLS socket above. */
final class Below {
  private final Connection connection;
  private final boolean linux;
  private volatile WeakReference<Object> tlsSocket;

  Below(Connection connection, boolean linux) {
    this.connection = connection;
    this.linux = linux;
  }

  /** From now on bytes are those of a TLS socket. */
  void secured(Object socket) {
    tlsSocket = new WeakReference<Object>(socket);
  }

  boolean isTls() {
    return tlsSocket != null;
  }

  /** A selector tells its application, which reads. */
  boolean isSelected() {
    Object owner = connection.owner();
    return connection.kind == Connection.Kind.CHANNEL
        && owner instanceof SelectableChannel
        && !((SelectableChannel) owner).isBlocking();
  }

  /** Whether a read would not wait (but for the rest of a TLS record). */
  boolean hasBytes() {
    // One of its own each time: application threads come by at once.
    Arrival look = new Arrival(linux);
    look.at(connection);
    return look.hasBytes();
  }

  void write(byte[] bytes) throws Exception {
    Socket socket = tlsSocket();
    if (socket == null) {
      OwnTransfer.write(connection, bytes);
    } else {
      socket.getOutputStream().write(bytes);
    }
  }

  /** How many bytes were read; 0 or less: none. */
  int read(byte[] bytes) throws Exception {
    Socket socket = tlsSocket();
    return socket == null
        ? OwnTransfer.read(connection, bytes)
        : socket.getInputStream().read(bytes, 0, bytes.length);
  }

  int available() throws Exception {
    Socket socket = tlsSocket();
    return socket == null ? OwnTransfer.available(connection) : socket.getInputStream().available();
  }

  /** Null: there is none. */
  private Socket tlsSocket() {
    WeakReference<Object> secured = tlsSocket;
    if (secured == null) {
      return null;
    }
    Socket socket = (Socket) secured.get();
    if (socket == null) {
      // Whoever still has the socket beneath must not find plain bytes in an encrypted stream.
      throw new IllegalStateException("the TLS socket is gone");
    }
    return socket;
  }
}
