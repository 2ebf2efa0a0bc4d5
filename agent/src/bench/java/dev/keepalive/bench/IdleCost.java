package dev.keepalive.bench;

import java.io.IOException;
import java.util.Locale;

/** What ten thousand idle connections cost: heap of each, the watch thread's time, a scrape. */
final class IdleCost {
  private static final int CONNECTIONS = 10_000;

  private final String agent;

  IdleCost(String agent) {
    this.agent = agent;
  }

  String table() throws IOException {
    double without = figure(run(null), "HEAP ");
    String output = run("-javaagent:" + agent + "=log=error");
    return String.format(
        Locale.ROOT,
        "| 10,000 idle connections | |%n|---|---|%n"
            + "| heap for each, more than without the agent | %.0f B |%n"
            + "| watch thread, of one core | %.2f %% |%n"
            + "| every attribute of both MBeans, read at once | %.1f ms |%n",
        figure(output, "HEAP ") - without,
        figure(output, "WATCH "),
        figure(output, "SCRAPE "));
  }

  private static String run(String agentArgument) throws IOException {
    String java = System.getProperty("java.home") + "/bin/java";
    String path = System.getProperty("java.class.path");
    return agentArgument == null
        ? Forks.run(java, "-cp", path, Idle.class.getName(), "" + CONNECTIONS)
        : Forks.run(java, agentArgument, "-cp", path, Idle.class.getName(), "" + CONNECTIONS);
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
