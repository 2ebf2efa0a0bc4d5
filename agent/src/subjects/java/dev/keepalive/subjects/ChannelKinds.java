package dev.keepalive.subjects;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;

/** Every way to come to a channel. */
final class ChannelKinds {
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress(SocketKinds.LOOPBACK, 0);

  private ChannelKinds() {}

  static Pair blocking() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
      return new Pair(
          "channel",
          new ChannelEnd(SocketChannel.open(listener.getLocalAddress()), null),
          new ChannelEnd(listener.accept(), null));
    }
  }

  static Pair selected() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
      Selector selector = Selector.open();
      SocketChannel client = SocketChannel.open();
      client.configureBlocking(false);
      client.connect(listener.getLocalAddress());
      SocketChannel accepted = listener.accept();
      accepted.configureBlocking(false);
      while (!client.finishConnect()) {
        Thread.yield();
      }
      return new Pair(
          "channel-selector",
          new ChannelEnd(client, selector),
          new ChannelEnd(accepted, Selector.open()));
    }
  }

  /** The channel's own Socket on one side, the listening channel's on the other. */
  static Pair adaptor() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
      SocketChannel client = SocketChannel.open();
      client.socket().connect(listener.getLocalAddress(), 5000);
      return new Pair(
          "channel-socket",
          new SocketEnd(client.socket()),
          new SocketEnd(listener.socket().accept()));
    }
  }

  static Pair transferTo(Path directory) throws IOException {
    final Path file = Files.createTempFile(directory, "transfer", ".bin");
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
      final SocketChannel client = SocketChannel.open(listener.getLocalAddress());
      End sender =
          new ChannelEnd(client, null) {
            @Override
            public void write(byte[] bytes) throws IOException {
              Files.write(file, bytes);
              try (FileChannel content = FileChannel.open(file)) {
                for (long at = 0; at < bytes.length; ) {
                  at += content.transferTo(at, bytes.length - at, client);
                }
              }
            }
          };
      return new Pair("transfer-to", sender, new ChannelEnd(listener.accept(), null));
    }
  }

  static Pair async() throws IOException {
    try (AsynchronousServerSocketChannel listener =
        AsynchronousServerSocketChannel.open().bind(ANY_PORT)) {
      Future<AsynchronousSocketChannel> accepted = listener.accept();
      AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
      AsyncEnd.result(client.connect(listener.getLocalAddress()));
      return new Pair(
          "async-channel", new AsyncEnd(client), new AsyncEnd(AsyncEnd.result(accepted)));
    }
  }

  /** Channels of both kinds whose application turns keepalive off, at both ends. */
  static Pair keepaliveTurnedOff() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
      SocketChannel client = SocketChannel.open();
      client.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
      client.connect(listener.getLocalAddress());
      client.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
      SocketChannel accepted = listener.accept();
      accepted.socket().setKeepAlive(false);
      return new Pair(
          "channel-keepalive-off", new ChannelEnd(client, null), new ChannelEnd(accepted, null));
    }
  }

  static Pair asyncKeepaliveTurnedOff() throws IOException {
    try (AsynchronousServerSocketChannel listener =
        AsynchronousServerSocketChannel.open().bind(ANY_PORT)) {
      Future<AsynchronousSocketChannel> accepting = listener.accept();
      AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
      AsyncEnd.result(client.connect(listener.getLocalAddress()));
      AsynchronousSocketChannel accepted = AsyncEnd.result(accepting);
      client.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
      accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
      return new Pair("async-keepalive-off", new AsyncEnd(client), new AsyncEnd(accepted));
    }
  }

  /**
   * An application that sets an idle time of its own, at both ends.
   *
   * @return null: this JDK has no such option
   */
  static Pair ownIdle(String kind, int seconds, int expected) throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
      SocketChannel client = SocketChannel.open(listener.getLocalAddress());
      SocketChannel accepted = listener.accept();
      if (!setIdle(client, seconds)) {
        client.close();
        accepted.close();
        return null;
      }
      setIdle(accepted, seconds);
      Pair pair = new Pair(kind, new ChannelEnd(client, null), new ChannelEnd(accepted, null));
      pair.idleSeconds = expected;
      return pair;
    }
  }

  /** TCP_KEEPIDLE, which is public from Java 11 on. */
  @SuppressWarnings("unchecked")
  private static boolean setIdle(NetworkChannel channel, int seconds) throws IOException {
    for (SocketOption<?> option : channel.supportedOptions()) {
      if (option.name().equals("TCP_KEEPIDLE")) {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        channel.setOption((SocketOption<Integer>) option, seconds);
        return true;
      }
    }
    return false;
  }
}
