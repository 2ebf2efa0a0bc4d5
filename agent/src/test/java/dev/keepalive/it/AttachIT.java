package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.CommandLine;
import dev.keepalive.it.harness.CommandLine.Result;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.Ss;
import dev.keepalive.it.harness.Tls;
import dev.keepalive.it.shutdown.LoadClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that was started without the agent and gets it while it runs. */
@Execution(ExecutionMode.CONCURRENT)
class AttachIT {
  private static final int ENDS = 30;

  /** Idle connections of every kind: kept alive at once, and listed. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void idleConnectionsAreKeptAliveAtOnce(Jdk jdk, @TempDir Path files) {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .jvmArgs(Tls.arguments(files))
            .subject("ConnectionKinds", files.toString())
            .start()) {
      jvm.awaitLine("READY");
      List<String[]> ends =
          jvm.stdout().stream()
              .filter(line -> line.startsWith("END "))
              .map(line -> line.split(" "))
              .toList();
      assertTrue(ends.size() >= ENDS, jvm::all);
      String pid = Long.toString(jvm.pid());
      Result attach = cli.run("attach", pid, "user-timeout=70s");
      assertEquals(0, attach.code(), attach::toString);
      Await.noProblem(Await.LONG, () -> withoutTimer(ends));
      Result list = cli.run("list", pid);
      for (String[] end : ends) {
        String row = "(?s).*:" + end[3] + " +[^ ]+:" + end[4] + "\\b.*";
        assertTrue(list.out().matches(row), () -> String.join(" ", end) + "\n" + list);
      }
      // Nobody is told anything but those who look.
      jvm.send("exit");
      assertEquals(0, jvm.exitCode(), jvm::all);
    }
  }

  private static String withoutTimer(List<String[]> ends) {
    List<Ss.Row> rows = Ss.established();
    for (String[] end : ends) {
      int local = Integer.parseInt(end[3]);
      int peer = Integer.parseInt(end[4]);
      boolean probed =
          rows.stream()
              .anyMatch(
                  row ->
                      row.localPort() == local && row.peerPort() == peer && row.probesWithin(30));
      if (!probed) {
        return String.join(" ", end) + " is not probed";
      }
    }
    return null;
  }

  /** Their records come with their next use, and they can be ended like any other. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void connectionsThatAreUsedAgainAreOnRecord(Jdk jdk) {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm jvm = ForkedJvm.on(jdk).subject("shutdown.Main", "threads", "0").start();
        LoadClient clients = LoadClient.keptAlive(port(jvm), 3)) {
      String pid = Long.toString(jvm.pid());
      assertEquals(0, cli.run("attach", pid).code());
      Result before = cli.run("list", pid);
      assertEquals(3, count(before.out(), " UNUSED "), before::toString);

      // The read that was under way still goes past the agent.
      clients.askAll("GET /");
      clients.awaitAnswers();
      clients.askAll("GET /");
      clients.awaitAnswers();
      Result after = cli.run("list", pid, "role=server", "op=read");
      assertEquals(3, count(after.out(), " ACTIVE "), after::toString);
      String id = after.out().lines().toList().get(1).trim().split(" ")[0];
      Result abort = cli.run("abort", pid, "id=" + id, "--reason", "a test");
      assertTrue(abort.out().contains("blocked in a read, freed after"), abort::toString);
      String told = jvm.awaitLine("FAILED ");
      assertTrue(told.contains("Connection timed out (keepalive-agent: aborted: a test"), told);
      Result rest = cli.run("list", pid);
      assertEquals(2, count(rest.out(), " ACTIVE "), rest::toString);
    }
  }

  private static long count(String text, String word) {
    return text.lines().filter(line -> line.contains(word)).count();
  }

  private static int port(ForkedJvm jvm) {
    return Integer.parseInt(jvm.awaitLine("PORT ").substring("PORT ".length()));
  }
}
