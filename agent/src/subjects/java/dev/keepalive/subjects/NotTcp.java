package dev.keepalive.subjects;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is no TCP connection, and so nothing that the agent should count. */
public final class NotTcp {
  private NotTcp() {}

  public static void all(Path directory) throws IOException {
    pipe();
    refused();
    if (Later.feature() >= 16) {
      unixDomain(directory.resolve("socket"));
    }
  }

  private static void pipe() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.sink().write(ByteBuffer.allocate(10));
    pipe.source().read(ByteBuffer.allocate(10));
    pipe.sink().close();
    pipe.source().close();
  }

  private static void refused() throws IOException {
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      throw new IllegalStateException("connected to a closed port");
    } catch (ConnectException expected) {
      // Never a connection.
    }
  }

  private static void unixDomain(Path path) throws IOException {
    ProtocolFamily unix = StandardProtocolFamily.valueOf("UNIX");
    Class<?>[] family = {ProtocolFamily.class};
    SocketAddress address =
        (SocketAddress)
            Later.callStatic(
                "java.net.UnixDomainSocketAddress",
                "of",
                new Class<?>[] {String.class},
                path.toString());
    ServerSocketChannel listener =
        (ServerSocketChannel)
            Later.callStatic(ServerSocketChannel.class.getName(), "open", family, unix);
    listener.bind(address);
    SocketChannel client =
        (SocketChannel) Later.callStatic(SocketChannel.class.getName(), "open", family, unix);
    client.connect(address);
    SocketChannel accepted = listener.accept();
    client.write(ByteBuffer.allocate(10));
    accepted.read(ByteBuffer.allocate(10));
    client.close();
    accepted.close();
    listener.close();
    Files.delete(path);
  }
}
