package dev.keepalive.subjects;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Opens connections to itself and reads every attribute of the agent's, as a monitoring system
 * does; prints how long its thread was at work for it: {@code SCRAPE micros}, the median.
 */
public final class Scraped {
  private static final int TIMES = 41;

  private Scraped() {}

  /** The one argument says how many connections; half of them are the other half's other ends. */
  public static void main(String[] args) throws Exception {
    List<SocketChannel> kept = new ArrayList<SocketChannel>();
    // As many peers as the table has rows, and more.
    int listeners = 250;
    List<ServerSocketChannel> servers = new ArrayList<ServerSocketChannel>();
    for (int i = 0; i < listeners; i++) {
      servers.add(ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0)));
    }
    for (int i = 0; i < Integer.parseInt(args[0]) / 2; i++) {
      ServerSocketChannel server = servers.get(i % listeners);
      kept.add(SocketChannel.open(server.getLocalAddress()));
      kept.add(server.accept());
    }
    // Waits for its registration.
    new Registry();
    System.out.println("OPEN " + kept.size());
    System.out.println("SCRAPE " + median() / 1000);
    System.in.read();
  }

  private static long median() throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] nanos = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long begin = threads.getCurrentThreadCpuTime();
      scrape("Agent");
      scrape("Connections");
      nanos[i] = threads.getCurrentThreadCpuTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[TIMES / 2];
  }

  private static void scrape(String type) throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("dev.keepalive:type=" + type);
    MBeanAttributeInfo[] infos = server.getMBeanInfo(name).getAttributes();
    String[] attributes = new String[infos.length];
    for (int i = 0; i < infos.length; i++) {
      attributes[i] = infos[i].getName();
    }
    if (server.getAttributes(name, attributes).size() != attributes.length) {
      throw new IllegalStateException("not every attribute of " + type);
    }
  }
}
