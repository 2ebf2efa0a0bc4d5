package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.NetworkLab;
import dev.keepalive.it.harness.Servers;
import dev.keepalive.it.harness.Ss;
import dev.keepalive.it.harness.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every client against every fault, without and with the agent, on every JDK; the table of
 * docs/fault-table.md.
 */
class FaultTableIT {
  private static final List<String> CLIENTS =
      List.of(
          "socket",
          "late-socket",
          "tls",
          "layered-tls",
          "channel",
          "channel-socket",
          "selector",
          "async",
          "virtual-thread",
          "url-connection",
          "jdk-httpclient",
          "okhttp",
          "httpclient5",
          "jedis",
          "pgjdbc",
          "mariadb",
          "netty");
  private static final String OPTIONS =
      "keepalive.idle=2s,keepalive.interval=1s,keepalive.count=3,dead.timeout=5s,"
          + "connect.timeout=3s,read.timeout=3s,response.timeout=3s,write.timeout=3s,"
          + "close-wait.timeout=3s,log=error";
  private static final int NAT_FORGETS_SECONDS = 4;

  /** Nobody has it; the router lets nothing through to it. */
  private static final String NOBODY = "10.78.0.77";

  private static final long PATIENCE_MILLIS = 12_000;

  @TempDir Path temporary;

  private final FaultTable table = new FaultTable(CLIENTS);
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final List<Column> columns = new ArrayList<>();

  /** One JVM: a column of the table. */
  private record Column(Jdk jdk, boolean withAgent, ForkedJvm jvm) {}

  @Test
  void everyClientIsToldOfEveryFault() throws Exception {
    List<AutoCloseable> open = new ArrayList<>();
    try (NetworkLab lab = new NetworkLab(NAT_FORGETS_SECONDS)) {
      Servers servers = Servers.in(lab);
      open.add(servers);
      ForkedJvm peer = startPeer(lab, servers);
      open.add(peer);
      for (Jdk jdk : Jdks.all()) {
        for (boolean withAgent : new boolean[] {false, true}) {
          Column column = new Column(jdk, withAgent, startClients(lab, jdk, withAgent));
          columns.add(column);
          open.add(column.jvm);
        }
      }
      columns.forEach(column -> column.jvm.awaitLine("READY"));

      natForgets();
      linkDiesWhileIdle(lab);
      linkDiesInFlight(lab);
      peerStops(servers, peer, Fault.STOPPED, "ask");
      peerStops(servers, peer, Fault.NEVER_READS, "push");
      send("connect", Fault.CONNECT);
      gather(Fault.CONNECT);
      peerCloses(lab, servers, peer);
    } finally {
      for (AutoCloseable each : open) {
        each.close();
      }
    }
    table.write();
    assertTrue(table.failures().isEmpty(), () -> String.join("\n", table.failures()));
  }

  private ForkedJvm startPeer(NetworkLab lab, Servers servers) {
    int next = 7101;
    List<String> arguments = new ArrayList<>();
    for (String client : CLIENTS) {
      switch (client) {
        case "jedis" -> ports.put(client, servers.redis());
        case "pgjdbc" -> ports.put(client, servers.postgres());
        case "mariadb" -> ports.put(client, servers.mariadb());
        default -> {
          ports.put(client, next);
          arguments.add((client.contains("tls") ? "tls:" : "") + next);
          next++;
        }
      }
    }
    ForkedJvm peer =
        ForkedJvm.on(Jdks.any())
            .in(lab.server())
            .jvmArgs(Tls.arguments(temporary))
            .subject("faults.FaultPeer", arguments.toArray(String[]::new))
            .start();
    peer.awaitLine("READY");
    return peer;
  }

  private ForkedJvm startClients(NetworkLab lab, Jdk jdk, boolean withAgent) {
    List<String> arguments = new ArrayList<>(List.of(NetworkLab.SERVER, NOBODY));
    ports.forEach((client, port) -> arguments.add(client + "=" + port));
    var builder = ForkedJvm.on(jdk).in(lab.client()).jvmArgs(Tls.arguments(temporary));
    // Seven times 30 MB wait in the buffers of each column.
    builder.jvmArgs("-Xmx1200m");
    if (withAgent) {
      builder.agent(OPTIONS);
    }
    return builder.subject("faults.FaultSubject", arguments.toArray(String[]::new)).start();
  }

  private void natForgets() throws InterruptedException {
    openAll(Fault.NAT);
    // Nothing to wait for but the silence itself; so below.
    Thread.sleep(9000);
    send("ask", Fault.NAT);
    gather(Fault.NAT);
  }

  private void linkDiesWhileIdle(NetworkLab lab) throws InterruptedException {
    openAll(Fault.DEAD_IDLE);
    lab.blackhole();
    Thread.sleep(9000);
    send("ask", Fault.DEAD_IDLE);
    gather(Fault.DEAD_IDLE);
    lab.heal();
  }

  private void linkDiesInFlight(NetworkLab lab) {
    openAll(Fault.DEAD_IN_FLIGHT);
    lab.blackhole();
    send("ask", Fault.DEAD_IN_FLIGHT);
    gather(Fault.DEAD_IN_FLIGHT);
    lab.heal();
  }

  private void peerStops(Servers servers, ForkedJvm peer, Fault fault, String action) {
    openAll(fault);
    servers.signal("STOP");
    peer.stop();
    send(action, fault);
    gather(fault);
    peer.resume();
    servers.signal("CONT");
  }

  /** What shows is whether the connection still hangs in CLOSE_WAIT. */
  private void peerCloses(NetworkLab lab, Servers servers, ForkedJvm peer) {
    openAll(Fault.PEER_CLOSED);
    servers.close();
    peer.close();
    long start = System.nanoTime();
    Map<String, Long> gone = new LinkedHashMap<>();
    while (millisSince(start) < PATIENCE_MILLIS) {
      Set<String> hanging = new TreeSet<>();
      for (Ss.Row row : Ss.closeWait(lab.client())) {
        for (Column column : columns) {
          if (row.pid() == column.jvm.pid()) {
            ports.forEach(
                (client, port) -> {
                  if (port == row.peerPort()) {
                    hanging.add(key(column, client));
                  }
                });
          }
        }
      }
      for (Column column : columns) {
        for (String client : CLIENTS) {
          if (!hanging.contains(key(column, client))) {
            gone.putIfAbsent(key(column, client), millisSince(start));
          } else {
            gone.remove(key(column, client));
          }
        }
      }
    }
    for (Column column : columns) {
      for (String client : CLIENTS) {
        if (table.has(column.jdk, client)) {
          Long millis = gone.get(key(column, client));
          table.put(
              Fault.PEER_CLOSED,
              client,
              column.jdk,
              column.withAgent,
              millis == null ? null : millis + " told closed");
        }
      }
    }
  }

  private static String key(Column column, String client) {
    return column.jdk.feature() + "/" + column.withAgent + "/" + client;
  }

  private void openAll(Fault fault) {
    send("open", fault);
    columns.forEach(column -> column.jvm.awaitLine("OPENED " + fault));
  }

  private void send(String command, Fault fault) {
    columns.forEach(column -> column.jvm.send(command + " " + fault));
  }

  private void gather(Fault fault) {
    long start = System.nanoTime();
    for (Column column : columns) {
      for (String client : CLIENTS) {
        if (table.has(column.jdk, client)) {
          String prefix = "RESULT " + fault + " " + client + " ";
          long left = Math.max(0, PATIENCE_MILLIS - millisSince(start));
          String line = column.jvm.lineWithin(prefix, java.time.Duration.ofMillis(left));
          String cell = line == null ? null : line.substring(prefix.length());
          table.put(fault, client, column.jdk, column.withAgent, cell);
        }
      }
    }
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** The faults, and until when a client must have been told. */
  enum Fault {
    NAT("NAT forgot the idle connection", 5000),
    DEAD_IDLE("link dead while idle", 5000),
    DEAD_IN_FLIGHT("link dead with data in flight", 5000),
    STOPPED("peer process stopped", 5000),
    NEVER_READS("peer never reads", 5000),
    CONNECT("connect never answered", 5000),
    PEER_CLOSED("peer closed, nobody looked", 5000);

    final String text;
    final long limitMillis;

    Fault(String text, long limitMillis) {
      this.text = text;
      this.limitMillis = limitMillis;
    }
  }

  /** The cells, how they look in the document, and which of them are too late. */
  static final class FaultTable {
    private final List<String> clients;
    private final Map<String, String> cells = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    FaultTable(List<String> clients) {
      this.clients = clients;
    }

    boolean has(Jdk jdk, String client) {
      return jdk.feature()
          >= (client.equals("virtual-thread") ? 21 : client.equals("jdk-httpclient") ? 11 : 8);
    }

    /**
     * @param outcome {@code millis ok} or {@code millis told text}; null: nothing came
     */
    void put(Fault fault, String client, Jdk jdk, boolean withAgent, String outcome) {
      cells.put(fault + "/" + client + "/" + jdk.feature() + "/" + withAgent, outcome);
      if (withAgent && !isGood(fault, outcome)) {
        failures.add("JDK " + jdk.feature() + ", " + client + ", " + fault.text + ": " + outcome);
      }
    }

    private static boolean isGood(Fault fault, String outcome) {
      if (outcome == null) {
        return false;
      }
      boolean told = !outcome.endsWith(" ok");
      long millis = Long.parseLong(outcome.substring(0, outcome.indexOf(' ')));
      return told == (fault != Fault.NAT) && millis <= fault.limitMillis;
    }

    List<String> failures() {
      return failures;
    }

    /** Into target/; into the documents where that is asked for. */
    void write() throws IOException {
      StringBuilder text = new StringBuilder("| client |");
      for (Fault fault : Fault.values()) {
        text.append(' ').append(fault.text).append(" |");
      }
      text.append("\n|---|").append("---|".repeat(Fault.values().length)).append('\n');
      for (String client : clients) {
        text.append("| ").append(client).append(" |");
        for (Fault fault : Fault.values()) {
          text.append(' ').append(worst(fault, client, false)).append(" → **");
          text.append(worst(fault, client, true)).append("** |");
        }
        text.append('\n');
      }
      text.append("\nWhat the clients are told with the agent, on the newest JDK:\n\n");
      text.append("| client | fault | told |\n|---|---|---|\n");
      String newest = "/" + Jdks.all().get(Jdks.all().size() - 1).feature() + "/true";
      for (String client : clients) {
        for (Fault fault : Fault.values()) {
          String outcome = cells.get(fault + "/" + client + newest);
          if (outcome != null && outcome.contains(" told ") && fault != Fault.PEER_CLOSED) {
            text.append("| ").append(client).append(" | ").append(fault.text).append(" | `");
            text.append(outcome.substring(outcome.indexOf(" told ") + 6)).append("` |\n");
          }
        }
      }
      Files.writeString(Path.of("target", "fault-table.md"), text);
      System.out.println(text);
      if (Boolean.getBoolean("fault-table.write")) {
        Path document = Path.of("..", "docs", "fault-table.md");
        String before = Files.readString(document);
        String mark = "<!-- made by the test -->\n";
        Files.writeString(
            document, before.substring(0, before.indexOf(mark) + mark.length()) + "\n" + text);
      }
    }

    /** The worst over all JDKs. */
    private String worst(Fault fault, String client, boolean withAgent) {
      long most = -1;
      boolean told = false;
      for (Jdk jdk : Jdks.all()) {
        if (has(jdk, client)) {
          String outcome = cells.get(fault + "/" + client + "/" + jdk.feature() + "/" + withAgent);
          if (outcome == null) {
            return "hangs";
          }
          most = Math.max(most, Long.parseLong(outcome.substring(0, outcome.indexOf(' '))));
          told |= !outcome.endsWith(" ok");
        }
      }
      String seconds = most / 1000 + "." + most / 100 % 10 + " s";
      return told ? "told " + seconds : "goes on";
    }
  }
}
