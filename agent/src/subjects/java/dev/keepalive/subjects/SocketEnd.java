package dev.keepalive.subjects;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A {@link Socket} of any kind: plain, TLS, proxied, a channel's adaptor. */
final class SocketEnd implements End {
  private final Socket socket;

  SocketEnd(Socket socket) {
    this.socket = socket;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  @Override
  public void read(int count) throws IOException {
    new DataInputStream(socket.getInputStream()).readFully(new byte[count]);
  }

  @Override
  public InetSocketAddress local() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public InetSocketAddress peer() {
    return (InetSocketAddress) socket.getRemoteSocketAddress();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
