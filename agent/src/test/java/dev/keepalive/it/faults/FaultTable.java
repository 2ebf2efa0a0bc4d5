package dev.keepalive.it.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that was seen. */
public final class FaultTable {
  /** One client on one JDK, with the agent, before one fault. */
  record Cell(Fault fault, Client client, FaultRun.Column column) {
    @Override
    public String toString() {
      return fault.title + ", " + client.id + ", JDK " + column.jdk().feature();
    }
  }

  private final Map<Fault, List<FaultRun.Results>> runs = new EnumMap<>(Fault.class);
  private final Map<Cell, String> remarks = new LinkedHashMap<>();

  public void add(Fault fault, List<FaultRun.Results> results) {
    runs.put(fault, results);
  }

  /** Who was told, but late, with the agent. */
  List<Cell> late(Fault fault) {
    List<Cell> cells = new ArrayList<>();
    for (FaultRun.Results one : runs.get(fault)) {
      one.outcomes()
          .forEach(
              (client, outcome) -> {
                if (one.column().agent() && fault.late(client, outcome)) {
                  cells.add(new Cell(fault, client, one.column()));
                }
              });
    }
    return cells;
  }

  /** What came of one client when it was alone: this counts. */
  void replace(Cell cell, FaultRun.Results alone) {
    Outcome again = alone.outcomes().get(cell.client());
    for (FaultRun.Results one : runs.get(cell.fault())) {
      if (one.column().equals(cell.column())) {
        Outcome first = one.outcomes().put(cell.client(), again);
        one.log().addAll(alone.log());
        remarks.put(
            cell,
            "On JDK "
                + cell.column().jdk().feature()
                + " measured again, alone: "
                + "it was "
                + first
                + " while all ran at once.");
        System.out.println(cell + ": " + first + "; measured again, alone: " + again);
      }
    }
  }

  /** That a client was measured again; empty: none was. */
  List<String> remarks(Fault fault, Client client) {
    return remarks.entrySet().stream()
        .filter(entry -> entry.getKey().fault() == fault && entry.getKey().client() == client)
        .map(Map.Entry::getValue)
        .toList();
  }

  Set<Fault> faults() {
    return runs.keySet();
  }

  /** What became of a client, by JDK; empty: it was not there. */
  SortedMap<Integer, Outcome> of(Fault fault, Client client, boolean agent) {
    SortedMap<Integer, Outcome> byJdk = new TreeMap<>();
    for (FaultRun.Results one : runs.get(fault)) {
      Outcome outcome = one.outcomes().get(client);
      if (one.column().agent() == agent && outcome != null) {
        byJdk.put(one.column().jdk().feature(), outcome);
      }
    }
    return byJdk;
  }

  /** What is not as it must be, one line each; empty: nothing. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Fault fault : faults()) {
      for (Client client : Client.values()) {
        of(fault, client, true)
            .forEach(
                (jdk, outcome) -> {
                  String problem = fault.problem(client, outcome);
                  if (problem != null) {
                    problems.add(
                        String.format(
                            "%s, %s, JDK %d: %s: %s %s%s",
                            fault.title,
                            client.id,
                            jdk,
                            problem,
                            outcome,
                            outcome.text(),
                            log(fault, client, jdk)));
                  }
                });
      }
      // Were it no fault for the plainest clients, the rest of its column would prove nothing.
      for (Client plain : List.of(Client.SOCKET, Client.CHANNEL)) {
        of(fault, plain, false)
            .forEach(
                (jdk, outcome) -> {
                  if (!outcome.is("hanging")) {
                    problems.add(
                        fault.title + ", " + plain.id + ", JDK " + jdk + ": does not bite");
                  }
                });
      }
    }
    return problems;
  }

  /** What the agent of that JVM said of this client's connections, and of no connection at all. */
  private String log(Fault fault, Client client, int jdk) {
    StringBuilder said = new StringBuilder();
    for (FaultRun.Results one : runs.get(fault)) {
      if (one.column().agent() && one.column().jdk().feature() == jdk) {
        for (String line : one.log()) {
          if (line.contains(":" + client.port()) || !line.contains("peer=")) {
            said.append("\n    ").append(line);
          }
        }
      }
    }
    return said.toString();
  }
}
