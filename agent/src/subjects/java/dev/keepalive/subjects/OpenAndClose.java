package dev.keepalive.subjects;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** {@code sockets|channels COUNT}: so many connections, one after the other, both ends here. */
public final class OpenAndClose {
  private OpenAndClose() {}

  public static void main(String[] args) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    int count = Integer.parseInt(args[1]);
    if (args[0].equals("sockets")) {
      try (ServerSocket server = new ServerSocket(0, 50, loopback)) {
        for (int i = 0; i < count; i++) {
          try (Socket client = new Socket(loopback, server.getLocalPort());
              Socket accepted = server.accept()) {
            client.setTcpNoDelay(true);
            accepted.setTcpNoDelay(true);
          }
        }
      }
      return;
    }
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(loopback, 0));
      for (int i = 0; i < count; i++) {
        try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
            SocketChannel accepted = server.accept()) {
          client.socket().setTcpNoDelay(true);
          accepted.socket().setTcpNoDelay(true);
        }
      }
    }
  }
}
