package dev.keepalive.subjects;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.management.openmbean.CompositeData;

/**
 * Opens a connection of every kind, lets something be said on it, tells their ports, and obeys its
 * standard input: {@code registry} prints what the agent knows of them, {@code close} closes them,
 * {@code exit} ends. It knows nothing of the agent but its name in JMX.
 */
public final class ConnectionKinds {
  /** Of the class: within reach while the JVM ends, or a collection then would tell of leaks. */
  private static final List<Pair> PAIRS = new ArrayList<Pair>();

  private ConnectionKinds() {}

  /** A directory for files, and how many connections of Netty's epoll transport there are. */
  public static void main(String[] args) throws Exception {
    ConnectionKinds kinds = new ConnectionKinds();
    kinds.open(Paths.get(args[0]));
    if (args.length > 1) {
      EpollPairs.open(Integer.parseInt(args[1]));
    }
    System.out.println("READY");
    kinds.obey();
  }

  private void open(Path directory) throws Exception {
    add(SocketKinds.connected());
    add(SocketKinds.connectedLate());
    add(SocketKinds.keepaliveTurnedOff());
    add(SocketKinds.proxied(true));
    add(SocketKinds.proxied(false));
    add(SocketKinds.tls(false));
    add(SocketKinds.tls(true));
    add(ChannelKinds.blocking());
    add(ChannelKinds.selected());
    add(ChannelKinds.adaptor());
    add(ChannelKinds.transferTo(directory));
    add(ChannelKinds.async());
    add(ChannelKinds.keepaliveTurnedOff());
    add(ChannelKinds.asyncKeepaliveTurnedOff());
    add(ChannelKinds.ownIdle("own-longer-idle", 7200, 30));
    add(ChannelKinds.ownIdle("own-shorter-idle", 10, 10));
    if (Later.feature() >= 21) {
      virtualThread("virtual-thread-socket", false);
      virtualThread("virtual-thread-channel", true);
    }
    NotTcp.all(directory);
  }

  private void add(Pair pair) throws IOException {
    if (pair != null) {
      pair.exchange();
      pair.print();
      PAIRS.add(pair);
    }
  }

  private void virtualThread(final String kind, final boolean channel) throws Exception {
    FutureTask<Pair> task =
        new FutureTask<Pair>(
            new Callable<Pair>() {
              @Override
              public Pair call() throws Exception {
                Pair made = channel ? ChannelKinds.blocking() : SocketKinds.connected();
                Pair pair = new Pair(kind, made.client, made.accepted);
                pair.exchange();
                return pair;
              }
            });
    Later.callStatic(
        "java.lang.Thread", "startVirtualThread", new Class<?>[] {Runnable.class}, task);
    Pair pair = task.get();
    pair.print();
    PAIRS.add(pair);
  }

  private void obey() throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line) {
        case "registry":
          printRegistry(new Registry());
          break;
        case "close":
          close();
          break;
        case "exit":
          System.exit(0);
          break;
        default:
          throw new IllegalArgumentException(line);
      }
    }
  }

  /** Twice: a second close is no news. */
  private void close() throws IOException {
    for (int times = 0; times < 2; times++) {
      for (Pair pair : PAIRS) {
        for (End end : pair.ends()) {
          end.close();
        }
      }
    }
    System.out.println("CLOSED");
  }

  private static void printRegistry(Registry registry) throws Exception {
    for (CompositeData row : registry.list("")) {
      System.out.println(
          "ROW "
              + row.get("role")
              + " "
              + port(row.get("local"))
              + " "
              + port(row.get("peerAddress"))
              + " "
              + row.get("bytesRead")
              + " "
              + row.get("bytesWritten")
              + " "
              + row.get("keepaliveIdleSeconds")
              + " "
              + row.get("userTimeoutMillis")
              + " "
              + row.get("openedBy"));
    }
    for (String attribute :
        new String[] {"OpenCount", "ClientCount", "ServerCount", "OpenedTotal", "ClosedTotal"}) {
      System.out.println("TOTAL " + attribute + " " + registry.connections(attribute));
    }
    for (String attribute : new String[] {"State", "AdviceFailuresTotal"}) {
      System.out.println("AGENT " + attribute + " " + registry.agent(attribute));
    }
    for (String attribute : new String[] {"Missed", "Problems"}) {
      Object[] lines = (Object[]) registry.agent(attribute);
      System.out.println("AGENT " + attribute + " " + Arrays.toString(lines));
    }
    System.out.println("END-OF-REGISTRY");
  }

  private static String port(Object address) {
    String text = (String) address;
    return text.substring(text.lastIndexOf(':') + 1);
  }
}
