package dev.keepalive.it.shutdown;

import java.util.EnumMap;
import java.util.Map;

/** What rolling restarts cost, in Markdown, for readers. */
public final class RollingRestartDocument {
  private static final String TEXT =
      """
      # A rolling restart behind HAProxy

      Two servers of each kind, without any shutdown logic of their own, restarted in turn by
      SIGTERM, %d times each, under a steady load; on JDK %d; without → with the agent (`%s`).
      The load: six clients that GET what takes 50 ms to make, six that GET 30 MB in a second and
      a half, six that POST what takes 50 ms; 20 ms between two requests of a client. Made by one
      command, with HAProxy installed:

          %s

      | server | GET | failed | POST | failed |
      |---|---|---|---|---|
      %s
      *Failed*: an error of HAProxy's (502), no answer, or half of one. HAProxy sends a GET again
      where the server answered nothing; a POST it does not, because it might be done twice. A POST
      fails where it was on its way when the server closed the connection: without the agent, every
      one that was being handled; with it, only one that crossed the FIN.

      HAProxy ran with

      %s
      """;

  private final Map<ServerKind, String> rows = new EnumMap<>(ServerKind.class);

  public void add(ServerKind kind, RollingRestart.Result without, RollingRestart.Result with) {
    rows.put(
        kind,
        String.format(
            "| %s | %d → %d | %d → **%d** | %d → %d | %d → **%d** |\n",
            title(kind),
            without.gets().all(),
            with.gets().all(),
            without.gets().failed(),
            with.gets().failed(),
            without.posts().all(),
            with.posts().all(),
            without.posts().failed(),
            with.posts().failed()));
  }

  /**
   * @param command that makes it
   */
  public String text(int restarts, int jdk, String command) {
    String configuration =
        HaProxy.CONFIGURATION
            .replaceAll("127.0.0.1:%d", "…")
            .lines()
            .map(line -> line.isEmpty() ? line : "    " + line)
            .reduce("", (all, line) -> all + line + "\n");
    return String.format(
                TEXT,
                restarts,
                jdk,
                RollingRestart.OPTIONS,
                command,
                String.join("", rows.values()),
                configuration)
            .stripTrailing()
        + "\n";
  }

  private static String title(ServerKind kind) {
    switch (kind) {
      case THREADS:
        return "threads over `ServerSocket`";
      case SELECTOR:
        return "a selector";
      case ASYNC:
        return "asynchronous channels";
      case JDK:
        return "`com.sun.net.httpserver`";
      case TOMCAT:
        return "embedded Tomcat";
      default:
        return "Netty";
    }
  }
}
