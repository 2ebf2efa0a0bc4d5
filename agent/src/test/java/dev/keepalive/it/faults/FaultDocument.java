package dev.keepalive.it.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table in Markdown, for readers. */
public final class FaultDocument {
  private static final String INTRODUCTION =
      """
      # Every client before every fault

      Unmodified clients before seven faults, without → with the agent: the worst over JDK %s.
      Made by one command, as root on Linux with Redis, PostgreSQL, MariaDB and nftables installed:

          %s

      Clients that have timeouts by default were given none, so that the left side shows the
      network alone. *hangs*: nothing had happened after 12 s. *told 3.4 s*: so much later the
      application had an exception, or of a peer that closed: the connection was gone. All ran with

          %s

      """;

  private static final String TRIES =
      "The client itself tries once more on a new connection; the deadline counts for each.";

  private final FaultTable table;
  private final List<String> notes = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  public FaultDocument(FaultTable table) {
    this.table = table;
  }

  /**
   * @param command that makes it
   */
  public String text(String command) {
    String options = FaultRun.OPTIONS.replace(",read", ",\n    read");
    text.append(String.format(INTRODUCTION, jdks(), command, options));
    outcomes();
    text.append(
        "\nWhich deadline counts, from when; two seconds later at most it must be told:\n\n");
    for (Fault fault : table.faults()) {
      text.append("- ").append(fault.title).append(": ").append(fault.deadline).append(".\n");
    }
    text.append("\n## What the application is told\n\nWith the agent, on the newest JDK.\n\n");
    exceptions();
    return text.toString();
  }

  private String jdks() {
    return table.faults().stream()
        .flatMap(fault -> table.of(fault, Client.SOCKET, true).keySet().stream())
        .distinct()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private void outcomes() {
    text.append("| client |");
    table.faults().forEach(fault -> text.append(' ').append(fault.title).append(" |"));
    text.append("\n|---|").append("---|".repeat(table.faults().size())).append("\n");
    for (Client client : Client.values()) {
      text.append("| ").append(client.title).append(" |");
      table.faults().forEach(f -> text.append(' ').append(cell(f, client)).append(" |"));
      text.append("\n");
    }
    text.append("\n");
    for (int i = 0; i < notes.size(); i++) {
      text.append(i + 1).append(". ").append(notes.get(i)).append("\n");
    }
  }

  private String cell(Fault fault, Client client) {
    Map<Integer, Outcome> without = table.of(fault, client, false);
    Map<Integer, Outcome> with = table.of(fault, client, true);
    if (with.isEmpty()) {
      return "";
    }
    String cell = worst(without) + " → **" + worst(with) + "**";
    if (fault.tries(client) > 1) {
      cell += mark(TRIES);
    }
    for (String remark : table.remarks(fault, client)) {
      cell += mark(remark);
    }
    return cell + differences(without, "Without") + differences(with, "With");
  }

  private static Outcome worst(Map<Integer, Outcome> byJdk) {
    return byJdk.values().stream().reduce(Outcome::worse).orElseThrow();
  }

  /** A note where JDKs differ in more than the time. */
  private String differences(Map<Integer, Outcome> byJdk, String column) {
    Map<String, TreeSet<Integer>> jdksOf = new LinkedHashMap<>();
    byJdk.forEach(
        (jdk, outcome) -> jdksOf.computeIfAbsent(outcome.what(), what -> new TreeSet<>()).add(jdk));
    return jdksOf.size() < 2 ? "" : mark(column + " the agent, by JDK: " + jdksOf + ".");
  }

  private String mark(String note) {
    if (!notes.contains(note)) {
      notes.add(note);
    }
    return " <sup>" + (notes.indexOf(note) + 1) + "</sup>";
  }

  private void exceptions() {
    text.append("| fault | clients | exception |\n|---|---|---|\n");
    for (Fault fault : table.faults()) {
      Map<String, List<String>> clientsOf = new LinkedHashMap<>();
      for (Client client : Client.values()) {
        SortedMap<Integer, Outcome> byJdk = table.of(fault, client, true);
        if (!byJdk.isEmpty() && !byJdk.get(byJdk.lastKey()).text().isEmpty()) {
          String exception = withoutNumbers(byJdk.get(byJdk.lastKey()).text());
          clientsOf.computeIfAbsent(exception, key -> new ArrayList<>()).add(client.title);
        }
      }
      clientsOf.forEach(
          (exception, clients) ->
              text.append("| ")
                  .append(fault.title)
                  .append(" | ")
                  .append(String.join(", ", clients))
                  .append(" | `")
                  .append(exception)
                  .append("` |\n"));
    }
  }

  /** Without what differs from run to run, and without the wrapper of our own threads. */
  private static String withoutNumbers(String exception) {
    return exception
        .replace("java.util.concurrent.ExecutionException: ", "")
        .replace('|', '/')
        .replaceAll("10\\.7[78]\\.0\\.\\d+", "HOST")
        .replaceAll(":\\d{4,5}", ":PORT")
        .replaceAll("conn=\\d+", "conn=N");
  }
}
