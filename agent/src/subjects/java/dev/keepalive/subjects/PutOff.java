package dev.keepalive.subjects;

import java.io.Closeable;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Exchanger;

/**
 * Has the JDK load classes of listeners and connections before it makes any, as containers do that
 * look at a class by reflection or read a file by a channel; then opens, by {@code
 * plain|mixed|channel|adaptor|accepting|listener}. Prints {@code KEPT} and what SO_KEEPALIVE is at
 * both ends.
 */
public final class PutOff {
  private static final long LIMIT_NANOS = 10_000_000_000L;

  /** A collection should not end them. */
  private static final List<Closeable> OPENED = new ArrayList<Closeable>();

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
      case "mixed":
        // Up to Java 12 this makes a plain socket, for itself.
        ServerSocketChannel.open().socket();
        plain(any);
        break;
      case "channel":
        channels(any, false);
        break;
      case "adaptor":
        channels(any, true);
        break;
      case "accepting":
        accepting(any);
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
    OPENED.add(client);
    OPENED.add(accepted);
    System.out.println("KEPT " + client.getKeepAlive() + " " + accepted.getKeepAlive());
    awaitOpen();
  }

  private static void channels(InetSocketAddress any, boolean adaptor) throws Exception {
    ServerSocketChannel server = ServerSocketChannel.open();
    if (adaptor) {
      server.socket().bind(any);
    } else {
      server.bind(any);
    }
    SocketChannel client = SocketChannel.open(server.getLocalAddress());
    kept(client, server.accept());
    awaitOpen();
  }

  /** Accepts begin before the JVM has ever needed the class of a connection. */
  private static void accepting(InetSocketAddress any) throws Exception {
    final ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(any);
    final Exchanger<SocketChannel> accepted = new Exchanger<SocketChannel>();
    Thread thread =
        new Thread("acceptor") {
          @Override
          public void run() {
            try {
              accepted.exchange(server.accept());
            } catch (Exception failure) {
              failure.printStackTrace();
            }
          }
        };
    thread.start();
    while (!isIn("accept", thread)) {
      Thread.sleep(1);
    }
    SocketChannel client = SocketChannel.open(server.getLocalAddress());
    kept(client, accepted.exchange(null));
    awaitOpen();
  }

  private static boolean isIn(String method, Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().startsWith(method)) {
        return true;
      }
    }
    return false;
  }

  private static void kept(SocketChannel one, SocketChannel other) throws Exception {
    OPENED.add(one);
    OPENED.add(other);
    System.out.println(
        "KEPT "
            + one.getOption(StandardSocketOptions.SO_KEEPALIVE)
            + " "
            + other.getOption(StandardSocketOptions.SO_KEEPALIVE));
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
