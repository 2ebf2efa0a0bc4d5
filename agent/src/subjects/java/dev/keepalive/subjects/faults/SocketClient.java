package dev.keepalive.subjects.faults;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLSocketFactory;

/** Lines over a {@link Socket}, however it came to be. */
final class SocketClient implements Client {
  private final Callable<Socket> opening;
  private Socket socket;

  private SocketClient(Callable<Socket> opening) {
    this.opening = opening;
  }

  static Client connectedByConstructor(InetSocketAddress peer) {
    return new SocketClient(() -> new Socket(peer.getAddress(), peer.getPort()));
  }

  static Client connectedLate(InetSocketAddress peer) {
    return new SocketClient(() -> connected(peer));
  }

  static Client ofChannel(InetSocketAddress peer) {
    return new SocketClient(() -> connect(SocketChannel.open().socket(), peer));
  }

  static Client tls(InetSocketAddress peer) {
    return new SocketClient(
        () -> SSLSocketFactory.getDefault().createSocket(peer.getAddress(), peer.getPort()));
  }

  static Client layeredTls(InetSocketAddress peer) {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    return new SocketClient(
        () -> factory.createSocket(connected(peer), peer.getHostString(), peer.getPort(), true));
  }

  private static Socket connected(InetSocketAddress peer) throws IOException {
    return connect(new Socket(), peer);
  }

  private static Socket connect(Socket socket, InetSocketAddress peer) throws IOException {
    socket.connect(peer);
    return socket;
  }

  @Override
  public void open() throws Exception {
    socket = opening.call();
  }

  @Override
  public void ask() throws IOException {
    socket.getOutputStream().write(Payload.line());
    int next;
    do {
      next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException("end of stream");
      }
    } while (next != '\n');
  }

  @Override
  public void push() throws IOException {
    byte[] chunk = Payload.chunk();
    for (int sent = 0; sent < Payload.TOTAL; sent += chunk.length) {
      socket.getOutputStream().write(chunk);
    }
  }
}
