package dev.keepalive.subjects;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.openmbean.CompositeData;

/**
 * An application that does a little of everything, and then tells what it found. With the argument
 * {@code agent} it asks the agent too; with {@code wait} it stays until its standard input ends.
 */
public final class Ordinary {
  private Ordinary() {}

  public static void main(String[] args) throws Exception {
    Pair socket = SocketKinds.connected();
    socket.exchange();
    Pair channel = ChannelKinds.blocking();
    channel.exchange();
    Logger.getLogger("ordinary").fine("nobody reads this");
    System.out.println("LOG-MANAGER " + LogManager.getLogManager().getClass().getName());
    ManagementFactory.getPlatformMBeanServer();
    System.out.println("SERVER-BUILDER " + System.getProperty("ordinary.builder", "the JDK's"));
    if (Arrays.asList(args).contains("agent")) {
      tellOfAgent();
    }
    if (Arrays.asList(args).contains("wait")) {
      System.out.println("READY");
      while (System.in.read() >= 0) {
        continue;
      }
    }
    close(socket);
    close(channel);
    System.out.println("RAN");
  }

  private static void close(Pair pair) throws IOException {
    for (End end : pair.ends()) {
      end.close();
    }
  }

  private static void tellOfAgent() throws Exception {
    Registry registry = new Registry();
    System.out.println("STATE " + registry.agent("State"));
    for (Object problem : (Object[]) registry.agent("Problems")) {
      System.out.println("PROBLEM " + problem);
    }
    System.out.println("FAILURES " + registry.agent("AdviceFailuresTotal"));
    System.out.println("OPENED " + registry.connections("OpenedTotal"));
    for (CompositeData row : registry.list("")) {
      System.out.println(
          "ROW "
              + row.get("kind")
              + " "
              + row.get("role")
              + " "
              + row.get("bytesRead")
              + " "
              + row.get("bytesWritten")
              + " "
              + row.get("keepaliveIdleSeconds"));
    }
  }
}
