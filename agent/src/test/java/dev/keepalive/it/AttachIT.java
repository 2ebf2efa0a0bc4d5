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
import dev.keepalive.it.shutdown.Ends;
import dev.keepalive.it.shutdown.HttpServer;
import dev.keepalive.it.shutdown.LoadClient;
import dev.keepalive.it.shutdown.ServerKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that was started without the agent and gets it while it runs. */
@Execution(ExecutionMode.CONCURRENT)
class AttachIT {
  private static final int EPOLL_PAIRS = 9;
  private static final int ENDS = 50;

  /** Idle connections of every kind: kept alive at once, and listed. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void idleConnectionsAreKeptAliveAtOnce(Jdk jdk, @TempDir Path files) {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .jvmArgs(Tls.arguments(files))
            .subject("ConnectionKinds", files.toString(), Integer.toString(EPOLL_PAIRS))
            .start()) {
      jvm.awaitLine("READY");
      List<String[]> ends =
          jvm.stdout().stream()
              .filter(line -> line.startsWith("END "))
              .map(line -> line.split(" "))
              .toList();
      assertTrue(ends.size() >= ENDS, () -> ends.size() + jvm.all());
      String pid = Long.toString(jvm.pid());
      Result attach = cli.run("attach", pid, "user-timeout=70s");
      assertEquals(0, attach.code(), attach::toString);
      Await.noProblem(Duration.ofSeconds(2), () -> withoutTimer(ends));
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

  /** The JDK knows which plain sockets there are, and who waits in channels and selectors. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void threadsThatHungBeforeTheAttachAreFreed(Jdk jdk) {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm server = ForkedJvm.on(jdk).subject("shutdown.Main", "threads", "0").start();
        ForkedJvm jvm =
            ForkedJvm.on(jdk).subject("HungReaders", Integer.toString(port(server))).start()) {
      List<String> kinds =
          jdk.feature() >= 21
              ? List.of("socket", "channel", "selector", "virtual")
              : List.of("socket", "channel", "selector");
      kinds.forEach(kind -> jvm.awaitLine("WAITS " + kind));
      server.stop();
      String pid = Long.toString(jvm.pid());
      assertEquals(0, cli.run("attach", pid).code());
      for (String kind : kinds) {
        String port = jvm.awaitLine("WAITS " + kind).split(" ")[2];
        if (!kind.equals("selector")) {
          Await.noProblem(
              Await.LONG, () -> rowOf(cli, pid, port).endsWith(" read") ? null : "no read");
        }
        String id = rowOf(cli, pid, port).trim().split(" ")[0];
        Result abort = cli.run("abort", pid, "id=" + id);
        assertEquals(
            !kind.equals("selector"),
            abort.out().contains("was there before the attach, blocked in a read, freed after "),
            abort::toString);
        String told = jvm.awaitLine("TOLD " + kind);
        assertTrue(
            told.contains(kind.equals("selector") ? " selected, then " : " read -1, then "), told);
        // The streams of Java 8 to 12 remember their end.
        boolean named = told.contains("(keepalive-agent: aborted");
        assertEquals(jdk.feature() >= 13 || !kind.equals("socket"), named, told);
      }
    }
  }

  static Stream<Arguments> servers() {
    return Jdks.oldestAndNewest()
        .flatMap(jdk -> Stream.of(ServerKind.values()).map(kind -> Arguments.of(jdk, kind)));
  }

  /** What listens is known once it has accepted again, and its connections once they are used. */
  @ParameterizedTest
  @MethodSource("servers")
  void aServerDrainsAfterTheAttach(Jdk jdk, ServerKind kind) {
    CommandLine cli = new CommandLine(Jdks.any());
    try (HttpServer server = HttpServer.start(jdk, kind, null);
        LoadClient older = LoadClient.keptAlive(server.port(), 10)) {
      Result attach = cli.run("attach", Long.toString(server.jvm().pid()));
      assertEquals(0, attach.code(), attach::toString);
      older.askAll("GET /");
      older.awaitAnswers();
      try (LoadClient younger = LoadClient.keptAlive(server.port(), 10)) {
        younger.askAll("GET /");
        younger.awaitAnswers();
        older.askHalf("GET /slow?ms=1000");
        younger.askHalf("GET /slow?ms=1000");
        server.awaitEverythingRead();
        server.terminate();
        Ends.allAnswered(server, older);
        Ends.allAnswered(server, younger);
        assertTrue(server.lastWord().contains(" cut=0 "), server.jvm()::all);
      }
    }
  }

  private static String rowOf(CommandLine cli, String pid, String localPort) {
    Result list = cli.run("list", pid);
    return list.out()
        .lines()
        .filter(line -> line.contains(":" + localPort + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + localPort + " in " + list));
  }

  /**
   * Those that a thread waits in are on record at once, and have their marks from their next use.
   */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void connectionsThatAreUsedAgainAreOnRecord(Jdk jdk) {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm jvm = ForkedJvm.on(jdk).subject("shutdown.Main", "threads", "0").start();
        LoadClient clients = LoadClient.keptAlive(port(jvm), 3)) {
      String pid = Long.toString(jvm.pid());
      assertEquals(0, cli.run("attach", pid).code());
      Result before = cli.run("list", pid, "role=server");
      assertEquals(3, count(before.out(), " ACTIVE "), before::toString);

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
