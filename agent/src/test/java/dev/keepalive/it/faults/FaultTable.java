package dev.keepalive.it.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything that was seen, as a document and as a list of what is wrong. */
public final class FaultTable {
  private final Map<Fault, List<FaultRun.Results>> runs = new EnumMap<>(Fault.class);

  public void add(Fault fault, List<FaultRun.Results> results) {
    runs.put(fault, results);
  }

  /** What is not as it must be; empty: nothing. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    runs.forEach(
        (fault, results) -> {
          for (FaultRun.Results one : results) {
            one.outcomes()
                .forEach(
                    (client, outcome) -> {
                      String problem = one.column().agent() ? fault.problem(client, outcome) : null;
                      if (problem != null) {
                        problems.add(
                            String.format(
                                "%s, %s, %s: %s: %s %s",
                                fault, client.id, one.column(), problem, outcome, outcome.text()));
                      }
                    });
          }
          if (!hangs(fault, Client.SOCKET) || !hangs(fault, Client.CHANNEL)) {
            problems.add(fault + " does not bite: without the agent no plain client hangs");
          }
        });
    return problems;
  }

  private boolean hangs(Fault fault, Client client) {
    return of(fault, client, false).values().stream().allMatch(outcome -> outcome.is("hanging"));
  }

  /** What became of a client, by JDK. */
  private Map<Integer, Outcome> of(Fault fault, Client client, boolean agent) {
    Map<Integer, Outcome> byJdk = new TreeMap<>();
    for (FaultRun.Results one : runs.get(fault)) {
      if (one.column().agent() == agent && one.outcomes().containsKey(client)) {
        byJdk.put(one.column().jdk().feature(), one.outcomes().get(client));
      }
    }
    return byJdk;
  }

  /** The whole, in Markdown. */
  public String document(String command) {
    StringBuilder text = new StringBuilder("# Unmodified clients before faults\n\n");
    text.append("Made by `").append(command).append("`.\n\n");
    text.append("Clients without any timeout of their own, against servers behind a router with");
    text.append(" NAT; without the agent → with it, the worst over JDKs ").append(jdks());
    text.append(". *hangs*: nothing had happened after 12 s. Options:\n\n    ");
    text.append(FaultRun.OPTIONS).append("\n\n");
    outcomes(text);
    text.append("\nWhat counts:\n\n");
    runs.keySet()
        .forEach(
            f -> text.append("- ").append(f.title).append(": ").append(f.deadline).append("\n"));
    text.append("\n## What the application is told\n\n");
    exceptions(text);
    return text.toString();
  }

  private String jdks() {
    TreeSet<String> names = new TreeSet<>((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    runs.values()
        .forEach(results -> results.forEach(one -> names.add("" + one.column().jdk().feature())));
    return String.join(", ", names);
  }

  private void outcomes(StringBuilder text) {
    List<String> notes = new ArrayList<>();
    text.append("| client |");
    runs.keySet().forEach(fault -> text.append(' ').append(fault.title).append(" |"));
    text.append("\n|---|").append("---|".repeat(runs.size())).append("\n");
    for (Client client : Client.values()) {
      text.append("| ").append(client.title).append(" |");
      for (Fault fault : runs.keySet()) {
        text.append(' ').append(cell(fault, client, notes)).append(" |");
      }
      text.append("\n");
    }
    if (!notes.isEmpty()) {
      text.append("\n");
    }
    for (int i = 0; i < notes.size(); i++) {
      text.append(i + 1).append(". ").append(notes.get(i)).append("\n");
    }
  }

  private String cell(Fault fault, Client client, List<String> notes) {
    Map<Integer, Outcome> without = of(fault, client, false);
    Map<Integer, Outcome> with = of(fault, client, true);
    if (with.isEmpty()) {
      return "–";
    }
    String note =
        (fault.tries(client) > 1
                ? "tries again on a new connection, each within the deadline; "
                : "")
            + differences(without, "without")
            + differences(with, "with");
    String mark = "";
    if (!note.isEmpty()) {
      if (!notes.contains(note)) {
        notes.add(note);
      }
      mark = " <sup>" + (notes.indexOf(note) + 1) + "</sup>";
    }
    return worst(without) + " → " + worst(with) + mark;
  }

  private static Outcome worst(Map<Integer, Outcome> byJdk) {
    return byJdk.values().stream().reduce(Outcome::worse).orElseThrow();
  }

  /** Where JDKs differ in more than the time. */
  private static String differences(Map<Integer, Outcome> byJdk, String column) {
    Map<String, TreeSet<Integer>> jdksOf = new LinkedHashMap<>();
    byJdk.forEach(
        (jdk, outcome) -> jdksOf.computeIfAbsent(outcome.what(), what -> new TreeSet<>()).add(jdk));
    return jdksOf.size() < 2 ? "" : column + " the agent, by JDK: " + jdksOf + "; ";
  }

  private void exceptions(StringBuilder text) {
    text.append("| fault | clients | exception |\n|---|---|---|\n");
    for (Fault fault : runs.keySet()) {
      Map<String, TreeSet<Client>> clientsOf = new TreeMap<>();
      for (Client client : Client.values()) {
        for (Outcome outcome : of(fault, client, true).values()) {
          if (!outcome.text().isEmpty()) {
            String pattern = withoutNumbers(outcome.text());
            clientsOf.computeIfAbsent(pattern, key -> new TreeSet<>()).add(client);
          }
        }
      }
      clientsOf.forEach(
          (exception, clients) ->
              text.append("| ")
                  .append(fault.title)
                  .append(" | ")
                  .append(String.join(", ", clients.stream().map(c -> c.title).toList()))
                  .append(" | `")
                  .append(exception.replace("|", "\\|"))
                  .append("` |\n"));
    }
  }

  /** Ports and addresses differ from run to run. */
  private static String withoutNumbers(String text) {
    return text.replaceAll("10\\.7[78]\\.0\\.\\d+", "HOST")
        .replaceAll(":\\d{4,5}", ":PORT")
        .replaceAll("conn=\\d+", "conn=N");
  }
}
