package dev.keepalive.subjects;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens, uses, breaks and forgets connections for some seconds, changes options meanwhile, and
 * prints what is left of it: {@code LEFT round fds threads heap records}, after a first round and
 * after the last.
 */
public final class Churn {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int THREADS = 4;

  private final ServerSocket server = new ServerSocket(0, 200, LOOPBACK);
  private final AtomicLong rounds = new AtomicLong();
  private final Registry registry = new Registry();

  private Churn() throws Exception {}

  /** Arguments: seconds, and whether options change and connections are aborted. */
  public static void main(String[] args) throws Exception {
    Churn churn = new Churn();
    Thread accepts = new Thread(churn::accept, "accept");
    accepts.setDaemon(true);
    accepts.start();
    int seconds = Integer.parseInt(args[0]);
    churn.round(Math.max(2, seconds / 4));
    churn.report("first");
    churn.round(seconds);
    churn.report("last");
    System.exit(0);
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        Thread echo = new Thread(() -> echo(socket), "echo");
        echo.setDaemon(true);
        echo.start();
      } catch (IOException e) {
        System.out.println("ACCEPT " + e);
      }
    }
  }

  private static void echo(Socket socket) {
    try (Socket own = socket) {
      byte[] bytes = new byte[1000];
      InputStream in = own.getInputStream();
      for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
        own.getOutputStream().write(bytes, 0, n);
      }
    } catch (IOException reset) {
      // As it is meant.
    }
  }

  private void round(int seconds) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<Thread>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      Thread thread =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  use(random);
                }
              });
      thread.start();
      threads.add(thread);
    }
    Random random = new Random();
    while (System.nanoTime() < end) {
      Thread.sleep(100);
      registry.setOption("keepalive.idle", 5 + random.nextInt(50) + "s");
      registry.setOption("write.timeout", random.nextBoolean() ? "60s" : "off");
      registry.list("idle.min=1s");
      registry.abort("age.min=30s");
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void use(Random random) {
    rounds.incrementAndGet();
    try {
      switch (random.nextInt(5)) {
        case 0:
          channel(random.nextBoolean());
          break;
        case 1:
          // Forgotten: the garbage collector finds it.
          new Socket(LOOPBACK, server.getLocalPort());
          break;
        default:
          socket(random.nextBoolean());
          break;
      }
      // TIME_WAIT holds ports.
      Thread.sleep(random.nextInt(4));
    } catch (IOException | InterruptedException e) {
      System.out.println("USE " + e);
    }
  }

  private void socket(boolean reset) throws IOException {
    try (Socket socket = new Socket(LOOPBACK, server.getLocalPort())) {
      socket.setSoLinger(reset, 0);
      socket.getOutputStream().write(new byte[500]);
      socket.getInputStream().read(new byte[500]);
    }
  }

  private void channel(boolean reset) throws IOException {
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(LOOPBACK, server.getLocalPort()))) {
      if (reset) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      channel.write(ByteBuffer.allocate(500));
      channel.read(ByteBuffer.allocate(500));
    }
  }

  private void report(String which) throws Exception {
    long heap = Long.MAX_VALUE;
    long records = Long.MAX_VALUE;
    // Finalizers and cleaners take more than one collection.
    for (int i = 0; i < 100 && (i < 20 || records > 0); i++) {
      System.gc();
      Thread.sleep(100);
      Runtime runtime = Runtime.getRuntime();
      heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
      records = ((Number) registry.connections("OpenCount")).longValue();
    }
    System.out.println(
        "LEFT "
            + which
            + " "
            + new File("/proc/self/fd").list().length
            + " "
            + ManagementFactory.getThreadMXBean().getThreadCount()
            + " "
            + heap
            + " "
            + records
            + " after "
            + rounds);
  }
}
