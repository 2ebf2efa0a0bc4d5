package dev.keepalive.it.faults;

import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.NetworkLab;
import dev.keepalive.it.harness.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Many clients on many JDKs, without and with the agent, at the same time, before one fault. */
public final class FaultRun {
  /** One JVM of many clients. */
  public record Column(Jdk jdk, boolean agent) {
    @Override
    public String toString() {
      return "JDK " + jdk.feature() + (agent ? " with the agent" : " without");
    }
  }

  /**
   * What came of the clients of one JVM.
   *
   * @param log what it wrote to its standard error
   */
  public record Results(Column column, Map<Client, Outcome> outcomes, List<String> log) {}

  public static final String OPTIONS =
      "keepalive.idle=2s,keepalive.interval=1s,keepalive.count=3,dead.timeout=5s,"
          + "connect.timeout=3s,read.timeout=3s,response.timeout=3s,write.timeout=3s,"
          + "close-wait.timeout=3s";

  /** Longer than a handshake pauses on a busy machine: it must not be forgotten midway. */
  private static final int FORGOTTEN_AFTER_SECONDS = 12;

  private static final Duration LONGER_THAN_REMEMBERED = Duration.ofSeconds(16);
  private static final Duration LONGER_THAN_KEEPALIVE = Duration.ofSeconds(8);
  private static final Duration RESULT_LIMIT = Duration.ofSeconds(20);

  private final Fault fault;
  private final NetworkLab lab;
  private final Firewall firewall;
  private final FaultServers servers;
  private final Path directory;

  public FaultRun(
      Fault fault, NetworkLab lab, Firewall firewall, FaultServers servers, Path directory) {
    this.fault = fault;
    this.lab = lab;
    this.firewall = firewall;
    this.servers = servers;
    this.directory = directory;
  }

  /** All JDKs, without and with the agent. */
  public List<Results> results(List<Client> clients) throws InterruptedException {
    List<Column> columns = new ArrayList<>();
    for (Jdk jdk : Jdks.all()) {
      columns.add(new Column(jdk, false));
      columns.add(new Column(jdk, true));
    }
    return results(columns, clients);
  }

  /**
   * Measures again whom the table has as told late, each alone: on a few cores, among ten JVMs that
   * all begin at once, the time told much of the machine. The second figure counts.
   */
  public void measureTheLateAgain(FaultTable table) throws InterruptedException {
    for (FaultTable.Cell cell : table.late(fault)) {
      Results alone = results(List.of(cell.column()), List.of(cell.client())).get(0);
      table.replace(cell, alone);
    }
  }

  /** Makes the fault, waits for every client's result, and repairs what it broke. */
  private List<Results> results(List<Column> columns, List<Client> clients)
      throws InterruptedException {
    List<ForkedJvm> jvms = new ArrayList<>();
    try {
      if (fault == Fault.NAT) {
        firewall.forgetAfter(FORGOTTEN_AFTER_SECONDS);
      }
      for (Column column : columns) {
        jvms.add(start(column, clientsOn(column.jdk(), clients)));
      }
      for (int i = 0; i < columns.size(); i++) {
        awaitReady(jvms.get(i), clientsOn(columns.get(i).jdk(), clients));
      }
      strike();
      jvms.forEach(jvm -> jvm.send("GO"));
      List<Results> results = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        results.add(collect(column, jvms.get(i), clientsOn(column.jdk(), clients)));
      }
      return results;
    } finally {
      jvms.forEach(ForkedJvm::close);
      servers.resume();
      lab.heal();
      firewall.remember();
    }
  }

  private static List<Client> clientsOn(Jdk jdk, List<Client> clients) {
    return clients.stream().filter(client -> client.runsOn(jdk.feature())).toList();
  }

  private ForkedJvm start(Column column, List<Client> clients) {
    List<String> arguments = new ArrayList<>(List.of(fault.use, NetworkLab.SERVER));
    for (Client client : clients) {
      arguments.add(client.id + "=" + client.port());
    }
    var builder =
        ForkedJvm.on(column.jdk())
            .in(lab.client())
            .jvmArgs(Tls.arguments(directory))
            // Some clients hold all that they send.
            .jvmArgs("-Xmx600m");
    if (column.agent()) {
      builder.agent(OPTIONS);
    }
    return builder.subject("faults.FaultSubject", arguments.toArray(String[]::new)).start();
  }

  private static void awaitReady(ForkedJvm jvm, List<Client> clients) {
    for (Client client : clients) {
      jvm.awaitLine("READY " + client.id);
    }
  }

  /** The fault itself, and the silence that it needs to work. */
  private void strike() throws InterruptedException {
    switch (fault) {
      case NAT:
        Thread.sleep(LONGER_THAN_REMEMBERED.toMillis());
        break;
      case IDLE_DEAD:
        lab.blackhole();
        Thread.sleep(LONGER_THAN_KEEPALIVE.toMillis());
        break;
      case DEAD_IN_FLIGHT:
        lab.blackhole();
        break;
      case PEER_STOPPED:
      case PEER_NEVER_READS:
        servers.stop();
        break;
      case NEVER_CONNECTED:
        break;
      case PEER_CLOSED:
        servers.closeConnections();
        break;
    }
  }

  private static Results collect(Column column, ForkedJvm jvm, List<Client> clients) {
    Map<Client, Outcome> outcomes = new EnumMap<>(Client.class);
    for (Client client : clients) {
      String prefix = "RESULT " + client.id + " ";
      String line = jvm.awaitLine(prefix, RESULT_LIMIT);
      outcomes.put(client, Outcome.parse(line.substring(prefix.length())));
    }
    return new Results(column, outcomes, jvm.stderr());
  }
}
