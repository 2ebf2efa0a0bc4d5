package dev.keepalive.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What ten thousand idle connections cost: heap of each, the watch thread's time, a scrape. */
final class IdleCost {
  private static final int CONNECTIONS = 10_000;

  private final String agent;

  IdleCost(String agent) {
    this.agent = agent;
  }

  String table() throws IOException {
    String output = run("channel", true);
    double channels = figure(output, "HEAP ") - figure(run("channel", false), "HEAP ");
    double sockets = figure(run("socket", true), "HEAP ") - figure(run("socket", false), "HEAP ");
    return String.format(
        Locale.ROOT,
        "| 10,000 idle connections | |%n|---|---|%n"
            + "| heap for each, more than without the agent: channels, sockets | %.0f B, %.0f B |%n"
            + "| watch thread, of one core | %.2f %% |%n"
            + "| every attribute of both MBeans, read at once | %.1f ms |%n",
        channels,
        sockets,
        figure(output, "WATCH "),
        figure(output, "SCRAPE "));
  }

  private String run(String kind, boolean with) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    if (with) {
      command.add("-javaagent:" + agent + "=log=error");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Idle.class.getName()));
    command.addAll(List.of("" + CONNECTIONS, kind));
    return Forks.run(command.toArray(new String[0]));
  }

  private static double figure(String output, String name) {
    return output
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + "is not in " + output));
  }
}
