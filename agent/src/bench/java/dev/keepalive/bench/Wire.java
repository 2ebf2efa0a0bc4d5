package dev.keepalive.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Future;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** One end of a connection over loopback, of any kind; the other end is of the same kind. */
interface Wire extends AutoCloseable {
  InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  void write(ByteBuffer bytes) throws Exception;

  /** Until it is full. */
  void read(ByteBuffer room) throws Exception;

  /** Both ends of a new connection. */
  static Wire[] pair(String kind) throws Exception {
    switch (kind) {
      case "socket":
        return sockets(new ServerSocket(0, 5, LOOPBACK), false);
      case "tls":
        return sockets(
            SSLServerSocketFactory.getDefault().createServerSocket(0, 5, LOOPBACK), true);
      case "channel":
        return channels(false);
      case "selector":
        return channels(true);
      case "async":
        return async();
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  private static Wire[] sockets(ServerSocket server, boolean tls) throws Exception {
    try (server) {
      Socket client =
          tls
              ? SSLSocketFactory.getDefault().createSocket(LOOPBACK, server.getLocalPort())
              : new Socket(LOOPBACK, server.getLocalPort());
      Socket accepted = server.accept();
      client.setTcpNoDelay(true);
      accepted.setTcpNoDelay(true);
      return new Wire[] {new OfSocket(client), new OfSocket(accepted)};
    }
  }

  private static Wire[] channels(boolean selected) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(LOOPBACK, 0));
      SocketChannel client = SocketChannel.open(server.getLocalAddress());
      SocketChannel accepted = server.accept();
      return new Wire[] {new OfChannel(client, selected), new OfChannel(accepted, selected)};
    }
  }

  private static Wire[] async() throws Exception {
    try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(LOOPBACK, 0));
      Future<AsynchronousSocketChannel> accepted = server.accept();
      AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
      client.connect(server.getLocalAddress()).get();
      return new Wire[] {new OfAsync(client), new OfAsync(accepted.get())};
    }
  }

  /** Plain or TLS. */
  final class OfSocket implements Wire {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    OfSocket(Socket socket) throws IOException {
      this.socket = socket;
      in = socket.getInputStream();
      out = socket.getOutputStream();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      out.write(bytes.array(), bytes.position(), bytes.remaining());
      bytes.position(bytes.limit());
    }

    @Override
    public void read(ByteBuffer room) throws IOException {
      while (room.hasRemaining()) {
        int count = in.read(room.array(), room.position(), room.remaining());
        room.position(room.position() + count);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Blocking, or driven by a selector. */
  final class OfChannel implements Wire {
    private final SocketChannel channel;
    private final Selector selector;

    OfChannel(SocketChannel channel, boolean selected) throws IOException {
      this.channel = channel;
      channel.socket().setTcpNoDelay(true);
      selector = selected ? Selector.open() : null;
      if (selected) {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
      }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void read(ByteBuffer room) throws IOException {
      while (room.hasRemaining()) {
        if (selector != null) {
          selector.select();
          selector.selectedKeys().clear();
        }
        channel.read(room);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
      if (selector != null) {
        selector.close();
      }
    }
  }

  /** By futures. */
  final class OfAsync implements Wire {
    private final AsynchronousSocketChannel channel;

    OfAsync(AsynchronousSocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(ByteBuffer bytes) throws Exception {
      while (bytes.hasRemaining()) {
        channel.write(bytes).get();
      }
    }

    @Override
    public void read(ByteBuffer room) throws Exception {
      while (room.hasRemaining()) {
        channel.read(room).get();
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
