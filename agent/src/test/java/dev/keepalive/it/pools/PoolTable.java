package dev.keepalive.it.pools;

import com.sun.net.httpserver.HttpServer;
import dev.keepalive.it.faults.FaultServers;
import dev.keepalive.it.faults.Firewall;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.NetworkLab;
import dev.keepalive.it.harness.RecordingProxy;
import dev.keepalive.it.harness.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** Pools of idle connections before faults, without and with the agent. */
final class PoolTable implements AutoCloseable {
  /** What all rules have. */
  static final String OPTIONS =
      "rule.a.role=client,rule.a.keepalive.idle=2s,rule.a.keepalive.interval=1s,"
          + "rule.a.stale.check=on,rule.a.response.timeout=3s,"
          + "rule.a.heartbeat.interval=2s,rule.a.heartbeat.timeout=1s";

  /** It prefers a native transport, which has no heartbeats. */
  private static final String[] LETTUCE_BY_SELECTOR = {
    "-Dio.lettuce.core.epoll=false", "-Dio.lettuce.core.iouring=false"
  };

  /** So long the connections are idle after the fault: interval + 2 × timeout + 1 s. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  private static final int FORGOTTEN_AFTER_SECONDS = 8;
  private static final Duration LONGER_THAN_REMEMBERED = Duration.ofSeconds(13);
  private static final Duration RESULT_LIMIT = Duration.ofSeconds(120);
  private static final int AT_ONCE = 5;

  /**
   * What came of one pool.
   *
   * @param recovered milliseconds until requests succeeded; {@code hangs}, {@code never}
   */
  record Outcome(int failed, String recovered) {
    static Outcome parse(String line) {
      String[] words = line.split(" ");
      return new Outcome(Integer.parseInt(words[1]), words[2]);
    }

    boolean isRecovered() {
      return Character.isDigit(recovered.charAt(0));
    }

    @Override
    public String toString() {
      if (!isRecovered()) {
        return recovered;
      }
      long tenths = Long.parseLong(recovered) / 100;
      return failed + " failed, " + tenths / 10 + "." + tenths % 10 + " s";
    }
  }

  /** One pool in one JVM. */
  private record Run(PoolKind kind, boolean agent, RecordingProxy proxy, ForkedJvm jvm) {}

  private final Jdk jdk;
  private final Servers servers = new Servers();
  private final Map<String, Integer> ports = new TreeMap<>();
  private final HttpServer http;
  private final Map<PoolFault, Map<PoolKind, Outcome[]>> outcomes = new EnumMap<>(PoolFault.class);
  private final List<String> problems = new ArrayList<>();

  PoolTable(Jdk jdk) throws IOException {
    this.jdk = jdk;
    ports.put("postgres", servers.postgres());
    ports.put("mysql", servers.mariadb());
    ports.put("redis", servers.redis());
    http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    http.start();
  }

  /** All pools before one fault of what is beyond a proxy. */
  void measure(PoolFault fault) throws Exception {
    for (List<PoolKind> some : inGroups()) {
      List<Run> runs = new ArrayList<>();
      try {
        for (PoolKind kind : some) {
          for (boolean agent : new boolean[] {false, true}) {
            RecordingProxy proxy = new RecordingProxy(port(kind));
            runs.add(new Run(kind, agent, proxy, start(kind, agent, "localhost", proxy.port())));
          }
        }
        runs.forEach(run -> run.jvm().awaitLine("READY"));
        // The last use is over a second ago, as HikariCP and stale.check have it.
        Thread.sleep(1500);
        for (Run run : runs) {
          strike(fault, run.proxy());
        }
        Thread.sleep(IDLE.toMillis());
        collect(fault, runs);
      } finally {
        for (Run run : runs) {
          run.jvm().close();
          run.proxy().close();
        }
      }
    }
  }

  private static void strike(PoolFault fault, RecordingProxy proxy) throws IOException {
    switch (fault) {
      case STOPPED:
        proxy.freezeConnections();
        break;
      case REPLACED:
        proxy.resetConnections();
        break;
      default:
        proxy.closeConnections();
        break;
    }
  }

  /** All pools behind a firewall that forgets. */
  void measureNat(Path directory) throws Exception {
    try (NetworkLab lab = new NetworkLab(600)) {
      Firewall firewall = new Firewall(lab);
      try (FaultServers faultServers = new FaultServers(lab.server(), directory)) {
        for (List<PoolKind> some : inGroups()) {
          List<Run> runs = new ArrayList<>();
          firewall.forgetAfter(FORGOTTEN_AFTER_SECONDS);
          try {
            for (PoolKind kind : some) {
              for (boolean agent : new boolean[] {false, true}) {
                ForkedJvm jvm = start(lab, kind, agent, NetworkLab.SERVER, kind.inLab.port());
                runs.add(new Run(kind, agent, null, jvm));
              }
            }
            runs.forEach(run -> run.jvm().awaitLine("READY"));
            Thread.sleep(LONGER_THAN_REMEMBERED.toMillis());
            collect(PoolFault.NAT, runs);
          } finally {
            runs.forEach(run -> run.jvm().close());
            firewall.remember();
          }
        }
      }
    }
  }

  private static List<List<PoolKind>> inGroups() {
    List<List<PoolKind>> groups = new ArrayList<>();
    List<PoolKind> all = List.of(PoolKind.values());
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      groups.add(all.subList(i, Math.min(all.size(), i + AT_ONCE)));
    }
    return groups;
  }

  private void collect(PoolFault fault, List<Run> runs) {
    runs.forEach(run -> run.jvm().send("USE"));
    for (Run run : runs) {
      Outcome outcome = Outcome.parse(run.jvm().awaitLine("USED", RESULT_LIMIT));
      outcomes.computeIfAbsent(fault, f -> new EnumMap<>(PoolKind.class))
              .computeIfAbsent(run.kind(), kind -> new Outcome[2])[run.agent() ? 1 : 0] =
          outcome;
      if (run.agent() && !outcome.isRecovered()) {
        problems.add(fault.title + ", " + run.kind().title + ": " + outcome + run.jvm().all());
      }
    }
  }

  private int port(PoolKind kind) {
    return kind.heartbeat == null ? http.getAddress().getPort() : ports.get(kind.heartbeat);
  }

  private ForkedJvm start(PoolKind kind, boolean agent, String host, int port) {
    return start(null, kind, agent, host, port);
  }

  private ForkedJvm start(NetworkLab lab, PoolKind kind, boolean agent, String host, int port) {
    var builder = ForkedJvm.on(jdk).jvmArgs(LETTUCE_BY_SELECTOR);
    if (lab != null) {
      builder.in(lab.client());
    }
    if (agent) {
      builder.agent(kind.options());
    }
    return builder.subject("heartbeat.Pools", kind.id, "" + port, host).start();
  }

  /** What is not as it must be. */
  List<String> problems() {
    return problems;
  }

  /** For readers. */
  String document(String command) {
    StringBuilder text = new StringBuilder();
    text.append("# Every pool before every fault\n\n")
        .append("Unmodified pools with four idle connections or more (Lettuce: one), before four")
        .append(
            " faults that concern all of them at once,\nwithout → with the agent: requests that")
        .append(" failed until five in a row succeeded, and how long after the first of them that")
        .append(
            " was.\n*hangs*: a request had not come back after 30 s. The pools have no timeouts")
        .append(" and no checks but those named. Java ")
        .append(jdk.feature())
        .append(".\n\nMade by one command, as root on Linux with Redis, PostgreSQL, MariaDB and")
        .append(" nftables installed:\n\n    ")
        .append(command)
        .append("\n\nAll ran with\n\n    ")
        .append(OPTIONS.replace(",rule.a.stale", ",\n    rule.a.stale"))
        .append("\n\nand `rule.a.heartbeat` in the protocol of the server; HTTP has none, there")
        .append(" `response.timeout` bounds the wait. Requests began 5 s after\nthe fault, as long")
        .append(" as it takes to find a server that hangs.\n\n| pool |");
    for (PoolFault fault : outcomes.keySet()) {
      text.append(' ').append(fault.title).append(" |");
    }
    text.append("\n|---|").append("---|".repeat(outcomes.size())).append('\n');
    for (PoolKind kind : PoolKind.values()) {
      text.append("| ").append(kind.title).append(" |");
      for (Map<PoolKind, Outcome[]> of : outcomes.values()) {
        Outcome[] pair = of.get(kind);
        text.append(' ').append(pair[0]).append(" → **").append(pair[1]).append("** |");
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Override
  public void close() {
    http.stop(0);
    servers.close();
  }
}
