package dev.keepalive.subjects;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Has the JDK load classes of listeners and connections before it makes any, as containers do that
 * look at a class by reflection or read a file by a channel; then opens, by {@code
 * plain|channel|adaptor|listener}. Prints {@code KEPT} and what SO_KEEPALIVE is at both ends.
 */
public final class PutOff {
  private static final long LIMIT_NANOS = 10_000_000_000L;

  private PutOff() {}

  public static void main(String[] args) throws Exception {
    ServerSocket.class.getDeclaredMethods();
    Path file = Files.createTempFile("put-off", ".txt");
    try (InputStream in = Files.newInputStream(file)) {
      in.read();
    }
    Files.delete(file);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    switch (args[0]) {
      case "plain":
        plain(any);
        break;
      case "channel":
        // Not the listener first: that may be a moment earlier than the agent is.
        Selector.open().close();
        channels(any, false);
        break;
      case "adaptor":
        channels(any, true);
        break;
      default:
        listen(any);
    }
    System.in.read();
  }

  private static void plain(InetSocketAddress any) throws Exception {
    ServerSocket server = new ServerSocket();
    server.bind(any);
    Socket client = new Socket(any.getAddress(), server.getLocalPort());
    Socket accepted = server.accept();
    System.out.println("KEPT " + client.getKeepAlive() + " " + accepted.getKeepAlive());
    awaitOpen();
  }

  /** Both ends are on record soon, whoever opened the listener how early. */
  private static void channels(InetSocketAddress any, boolean adaptor) throws Exception {
    ServerSocketChannel server = ServerSocketChannel.open();
    if (adaptor) {
      server.socket().bind(any);
    } else {
      server.bind(any);
    }
    SocketChannel client = SocketChannel.open(server.getLocalAddress());
    SocketChannel accepted = server.accept();
    if (!adaptor) {
      kept(client, accepted);
    }
    Selector selector = Selector.open();
    client.configureBlocking(false).register(selector, 0);
    accepted.configureBlocking(false).register(selector, 0);
    select(selector);
    awaitOpen();
    if (adaptor) {
      kept(client, accepted);
    }
  }

  private static void kept(SocketChannel one, SocketChannel other) throws Exception {
    System.out.println(
        "KEPT "
            + one.getOption(StandardSocketOptions.SO_KEEPALIVE)
            + " "
            + other.getOption(StandardSocketOptions.SO_KEEPALIVE));
  }

  private static void select(final Selector selector) {
    Thread thread =
        new Thread("selector") {
          @Override
          public void run() {
            try {
              selector.select();
            } catch (java.io.IOException end) {
              end.printStackTrace();
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private static void awaitOpen() throws Exception {
    Registry registry = new Registry();
    long end = System.nanoTime() + LIMIT_NANOS;
    while ((Integer) registry.connections("OpenCount") < 2 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    System.out.println("OPEN " + registry.connections("OpenCount"));
  }

  /** A listener that nobody ever connects to. */
  private static void listen(InetSocketAddress any) throws Exception {
    final ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(any);
    Thread thread =
        new Thread("acceptor") {
          @Override
          public void run() {
            try {
              server.accept();
            } catch (java.io.IOException closed) {
              System.out.println("CLOSED");
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
    Registry registry = new Registry();
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!isWoven(registry, "ServerSocketChannelImpl.bind") && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    System.out.println("WOVEN " + isWoven(registry, "ServerSocketChannelImpl.bind"));
  }

  private static boolean isWoven(Registry registry, String method) throws Exception {
    for (String one : (String[]) registry.agent("Woven")) {
      if (one.startsWith(method)) {
        return true;
      }
    }
    return false;
  }
}
