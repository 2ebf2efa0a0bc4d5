package dev.keepalive.bench;

import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Run in a JVM of its own with their number and kind: opens idle connections and prints {@code HEAP
 * bytes} for each, {@code WATCH percent} of one core that the agent's watch thread takes, and
 * {@code SCRAPE milliseconds} for all attributes of its MBeans.
 */
public final class Idle {
  private static final int SECONDS = 10;
  private static final int SCRAPES = 51;
  private static final int BACKLOG = 1024;
  private static final int FIRST = 200;

  private Idle() {}

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    List<Closeable> all = new ArrayList<>(count);
    try (ServerSocketChannel channels = ServerSocketChannel.open();
        ServerSocket sockets = new ServerSocket(0, BACKLOG, Wire.LOOPBACK)) {
      channels.bind(new InetSocketAddress(Wire.LOOPBACK, 0), BACKLOG);
      Opening opening =
          args[1].equals("channel")
              ? () -> {
                all.add(SocketChannel.open(channels.getLocalAddress()));
                all.add(channels.accept());
              }
              : () -> {
                all.add(new Socket(Wire.LOOPBACK, sockets.getLocalPort()));
                all.add(sockets.accept());
              };
      open(opening, all, FIRST);
      // The watch has been at work.
      Thread.sleep(3000);
      long before = heap();
      open(opening, all, count);
      // What grows in steps has grown, and the watch has looked at each.
      Thread.sleep(3000);
      System.out.println("HEAP " + (heap() - before) / (count - FIRST));
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().equals("keepalive-agent-watch")) {
        long begin = threads.getThreadCpuTime(thread.getThreadId());
        Thread.sleep(SECONDS * 1000L);
        long nanos = threads.getThreadCpuTime(thread.getThreadId()) - begin;
        System.out.println("WATCH " + nanos / (SECONDS * 1e7));
      }
    }
    System.out.println("SCRAPE " + scrape() / 1e6);
    System.out.println("OPEN " + all.size());
    System.exit(0);
  }

  /** Both ends of one connection. */
  private interface Opening {
    void open() throws Exception;
  }

  private static void open(Opening opening, List<Closeable> all, int count) throws Exception {
    while (all.size() < count) {
      opening.open();
    }
  }

  /** Median of nanoseconds. */
  private static double scrape() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    // They are there a moment after the server is.
    Thread.sleep(3000);
    double[] nanos = new double[SCRAPES];
    for (int i = 0; i < SCRAPES; i++) {
      long begin = System.nanoTime();
      for (ObjectName bean : server.queryNames(new ObjectName("dev.keepalive:*"), null)) {
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
          server.getAttribute(bean, attribute.getName());
        }
      }
      nanos[i] = System.nanoTime() - begin;
    }
    return Medians.of(nanos);
  }

  private static long heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      System.gc();
      Thread.sleep(50);
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
