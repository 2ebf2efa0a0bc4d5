package dev.keepalive.subjects;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * A client that hangs: {@code socket}, {@code channel} and {@code selector} connections to the port
 * that is given, each with a thread of its own that waits for an answer and tells what came of it.
 */
public final class HungReaders {
  private HungReaders() {}

  /** The one argument is the port of a server that does not answer. */
  public static void main(String[] args) throws Exception {
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
    start("socket", () -> socket(server));
    start("channel", () -> channel(server));
    start("selector", () -> selector(server));
    if (Later.feature() >= 21) {
      Later.callStatic(
          "java.lang.Thread",
          "startVirtualThread",
          new Class<?>[] {Runnable.class},
          (Runnable) () -> tell("virtual", () -> socket(server)));
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      // Until its end.
    }
    System.exit(0);
  }

  private static void start(String kind, Callable<String> reads) {
    new Thread(() -> tell(kind, reads), "hung-" + kind).start();
  }

  private static void tell(String kind, Callable<String> reads) {
    try {
      System.out.println("TOLD " + kind + " " + reads.call());
    } catch (Exception e) {
      System.out.println("TOLD " + kind + " " + e);
    }
  }

  private static void print(String kind, int port) {
    System.out.println("WAITS " + kind + " " + port);
  }

  private static String socket(InetSocketAddress server) throws IOException {
    Socket socket = new Socket(server.getAddress(), server.getPort());
    InputStream in = socket.getInputStream();
    print(Thread.currentThread().getName().isEmpty() ? "virtual" : "socket", socket.getLocalPort());
    return "read " + in.read() + ", then " + next(() -> in.read());
  }

  private static String channel(InetSocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    print("channel", channel.socket().getLocalPort());
    ByteBuffer buffer = ByteBuffer.allocate(1);
    return "read " + channel.read(buffer) + ", then " + next(() -> channel.read(buffer));
  }

  private static String selector(InetSocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    Selector selector = Selector.open();
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
    print("selector", channel.socket().getLocalPort());
    while (selector.select() == 0) {
      // Woken up for nothing.
    }
    return "selected, then " + next(() -> channel.read(ByteBuffer.allocate(1)));
  }

  private static String next(Callable<Integer> read) {
    try {
      return "read " + read.call();
    } catch (Exception e) {
      return e.toString();
    }
  }
}
