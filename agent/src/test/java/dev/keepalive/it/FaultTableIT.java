package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keepalive.it.faults.Client;
import dev.keepalive.it.faults.Fault;
import dev.keepalive.it.faults.FaultDocument;
import dev.keepalive.it.faults.FaultRun;
import dev.keepalive.it.faults.FaultServers;
import dev.keepalive.it.faults.FaultTable;
import dev.keepalive.it.faults.Firewall;
import dev.keepalive.it.harness.Commands;
import dev.keepalive.it.harness.NetworkLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every client before every fault, without and with the agent, on every JDK; makes {@code
 * docs/fault-table.md}. Some of it only: {@code -Dfault-table.faults=NAT,PEER_CLOSED} and {@code
 * -Dfault-table.clients=socket,okhttp}.
 */
@Isolated("deadlines are measured to the second")
class FaultTableIT {
  private static final String COMMAND =
      "mvn -B verify -Dit.test=FaultTableIT -Dfault-table.write=true";
  private static final int ROUTER_FORGETS_SECONDS = 600;

  @Test
  void everyClientIsToldOrGoesOn(@TempDir Path directory) throws Exception {
    // PostgreSQL and MariaDB run as users of their own.
    Commands.run("chmod", "755", directory.toString());
    FaultTable table = new FaultTable();
    try (NetworkLab lab = new NetworkLab(ROUTER_FORGETS_SECONDS)) {
      Firewall firewall = new Firewall(lab);
      try (FaultServers servers = new FaultServers(lab.server(), directory)) {
        for (Fault fault : faults()) {
          FaultRun run = new FaultRun(fault, lab, firewall, servers, directory);
          table.add(fault, run.results(clients()));
          run.measureTheLateAgain(table);
        }
      }
    }
    write(new FaultDocument(table).text(COMMAND));
    assertEquals("", String.join("\n", table.problems()));
  }

  private static List<Fault> faults() {
    String named = System.getProperty("fault-table.faults", "");
    return Arrays.stream(Fault.values())
        .filter(fault -> named.isEmpty() || List.of(named.split(",")).contains(fault.name()))
        .toList();
  }

  private static List<Client> clients() {
    String named = System.getProperty("fault-table.clients", "");
    return Arrays.stream(Client.values())
        .filter(client -> named.isEmpty() || List.of(named.split(",")).contains(client.id))
        .toList();
  }

  private static void write(String document) throws IOException {
    Path module = Path.of("").toAbsolutePath();
    Files.writeString(module.resolve("target/fault-table.md"), document);
    if (Boolean.getBoolean("fault-table.write")) {
      Files.writeString(module.resolve("../docs/fault-table.md"), document);
    }
  }
}
