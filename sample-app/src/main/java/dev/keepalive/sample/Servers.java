package dev.keepalive.sample;

import java.io.IOException;
import java.net.InetSocketAddress;

/** The same service in four makes. */
final class Servers {
  private Servers() {}

  /** Serves on four ports in a row, for ever. */
  static void serve(int port) throws Exception {
    start(port);
    System.out.println("serving on " + port + " to " + (port + 3));
    Thread.currentThread().join();
  }

  /** Serves on four ports in a row, in daemon threads. */
  static void start(int port) throws IOException {
    ThreadedServer.plain(port).start();
    ThreadedServer.tls(port + 1).start();
    new SelectorServer(new InetSocketAddress(port + 2)).start();
    new AsyncServer(new InetSocketAddress(port + 3)).start();
  }
}
