package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.CommandLine;
import dev.keepalive.it.harness.CommandLine.Result;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.Tls;
import dev.keepalive.it.shutdown.KeptOpen;
import dev.keepalive.it.shutdown.LoadClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line against running JVMs, without JMX and without a port. */
@Execution(ExecutionMode.CONCURRENT)
class CommandLineIT {
  private static final String AGENT = "jmx=off,log=warn";
  private static final Pattern FREED =
      Pattern.compile("thread \"report-writer\", blocked in a write, freed after (\\d+)ms");

  /** An old tool and a new JVM, and the reverse, too. */
  static Stream<Arguments> toolsAndTargets() {
    return Stream.concat(
        Jdks.all().stream().map(jdk -> Arguments.of(Jdks.any(), jdk)),
        Jdks.oldestAndNewest()
            .flatMap(tool -> Jdks.oldestAndNewest().map(target -> Arguments.of(tool, target))));
  }

  @ParameterizedTest
  @MethodSource("toolsAndTargets")
  void looksAtConnectionsAndFreesTheirThreads(Jdk tool, Jdk target) {
    CommandLine cli = new CommandLine(tool);
    try (ForkedJvm jvm = server(target, AGENT);
        LoadClient clients = LoadClient.keptAlive(port(jvm), 3)) {
      String pid = Long.toString(jvm.pid());
      Result list = cli.run("list", pid, "role=server");
      assertEquals(0, list.code(), list::toString);
      List<String> lines = list.out().lines().toList();
      assertTrue(
          lines.get(0).matches("ID +VERDICT +ROLE +RECV-Q +SEND-Q +LOCAL +PEER +IDLE +AGE .*"),
          list::toString);
      assertEquals(1 + 3, lines.size(), list::toString);
      String id = lines.get(1).trim().split(" ")[0];

      Result json = cli.run("list", pid, "--json", "id=" + id);
      assertTrue(
          json.out().contains("\"id\": " + id + ", \"verdict\": \"ACTIVE\""), json::toString);
      Result show = cli.run("show", pid, id);
      assertTrue(show.out().contains("dev.keepalive.subjects.shutdown."), show::toString);

      Result refused = cli.run("abort", pid, "role=server");
      assertEquals(2, refused.code(), refused::toString);
      assertEquals(
          0, clients.connections(one -> one.end() != KeptOpen.End.NONE).size(), refused::toString);
      Result abort = cli.run("abort", pid, "id=" + id, "--reason", "it is a test");
      assertEquals(0, abort.code(), abort::toString);
      assertTrue(abort.out().startsWith("1 connection aborted"), abort::toString);
      assertTrue(
          abort.out().matches("(?s).*thread \"connection\", blocked in a read, freed after .*"),
          abort::toString);
      Result none = cli.run("abort", pid, "id=" + id + "000");
      assertEquals(1, none.code(), none::toString);
      // Commands do not load the agent again: Java 21 would warn each time.
      assertTrue(jvm.stderr().stream().noneMatch(line -> line.startsWith("WARNING")), jvm::all);
    }
  }

  /** Whose close from outside would wait for the very lock that the writer holds. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void freesAWriterThatIsStuckInTls(Jdk target, @TempDir Path files) {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm jvm =
        ForkedJvm.on(target)
            .jvmArgs(Tls.arguments(files))
            .agent(AGENT + ",write.timeout=off")
            .subject("TlsWriter")
            .start()) {
      jvm.awaitLine("READY");
      String pid = Long.toString(jvm.pid());
      String stuck = "blocked.min=1s";
      Await.noProblem(
          Await.LONG,
          () -> {
            Result list = cli.run("list", pid, stuck, "op=write");
            return list.code() == 0 ? null : list.toString();
          });
      String reason = "the peer hangs\nkeepalive-agent: error: forged\u001b[2J";
      Result abort = cli.run("abort", pid, stuck, "op=write", "--reason", reason);
      Matcher freed = FREED.matcher(abort.out());
      assertTrue(freed.find(), abort::toString);
      System.out.println(target + ": a writer in TLS was freed after " + freed.group(1) + " ms");
      String told = jvm.awaitLine("TOLD ");
      assertTrue(told.contains("(keepalive-agent: aborted: the peer hangs\\nkeepalive"), told);
      assertFalse(jvm.all().contains("\u001b"), jvm::all);
      assertTrue(jvm.stderr().stream().noneMatch(line -> line.endsWith("forged")), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void changesOptionsAndDrains(Jdk target) {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm jvm = server(target, AGENT);
        LoadClient clients = LoadClient.keptAlive(port(jvm), 2)) {
      String pid = Long.toString(jvm.pid());
      Result set = cli.run("set", pid, "keepalive.idle=44s", "read.timeout=5m");
      assertTrue(set.out().contains("44s (run time)"), set::toString);
      Result bad = cli.run("set", pid, "keepalive.count=5,keepalive.idle=soon");
      assertEquals(2, bad.code(), bad::toString);
      Result options = cli.run("options", pid);
      assertTrue(
          options.out().matches("(?s).*keepalive.idle +44s \\(run time\\).*"), set::toString);
      assertTrue(options.out().matches("(?s).*keepalive.count +3 \\(default\\).*"), bad::toString);
      Result drain = cli.run("drain", pid, "5");
      assertEquals(0, drain.code(), drain::toString);
      assertTrue(drain.out().contains("done: 2 connections"), drain::toString);
      clients.awaitEnds();
      assertTrue(jvm.isAlive());
    }
  }

  @ParameterizedTest
  @MethodSource("toolsAndTargets")
  void attachesToARunningJvm(Jdk tool, Jdk target) {
    CommandLine cli = new CommandLine(tool);
    try (ForkedJvm jvm = server(target, null)) {
      String pid = Long.toString(jvm.pid());
      Result without = cli.run("list", pid);
      assertEquals(3, without.code(), without::toString);
      assertTrue(without.err().contains("to attach it: attach " + pid), without::toString);
      Result bad = cli.run("attach", pid, "keepalive.idle=soon");
      assertEquals(2, bad.code(), bad::toString);

      Result attach = cli.run("attach", pid, "keepalive.idle=33s");
      assertEquals(0, attach.code(), attach::toString);
      assertEquals(
          target.feature() >= 21,
          attach.out().contains("WARNING on the standard error"),
          attach::toString);
      int port = port(jvm);
      // An accept that was under way ends as it began.
      LoadClient.keptAlive(port, 1).close();
      try (LoadClient clients = LoadClient.keptAlive(port, 2)) {
        Result list = cli.run("list", pid, "role=server");
        assertEquals(1 + 2, list.out().lines().count(), list::toString);
        Result again = cli.run("attach", pid, "keepalive.idle=22s");
        assertTrue(again.out().contains("22s (run time)"), again::toString);
        Result show = cli.run("show", pid, list.out().lines().toList().get(1).trim().split(" ")[0]);
        assertTrue(show.out().matches("(?s).*KEEPALIVE_IDLE +22\\b.*"), show::toString);
        assertEquals(2, clients.connections().size());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void theDoctorKnowsWhatWouldNotSurvive(Jdk target) {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm jvm = server(target, AGENT);
        LoadClient clients = LoadClient.keptAlive(port(jvm), 2)) {
      String pid = Long.toString(jvm.pid());
      Result well = cli.run("doctor", pid);
      assertEquals(0, well.code(), well::toString);
      assertTrue(well.out().matches("(?s).*\\*:\\d+ +2 +30s +1m .*"), well::toString);
      cli.run("set", pid, "keepalive.idle=300s");
      Result ill = cli.run("doctor", pid);
      assertEquals(1, ill.code(), ill::toString);
      assertTrue(
          ill.out().contains("forgotten by AWS ALB (1m), Azure Load Balancer (4m)"), ill::toString);
      assertTrue(ill.out().contains("keepalive.idle=54s"), ill::toString);
      Result known = cli.run("doctor", pid, "--limit", "350s");
      assertEquals(0, known.code(), known::toString);
      assertEquals(2, clients.connections().size());
    }
  }

  @Test
  void saysWhatIsWrong(@TempDir Path directory) throws IOException {
    CommandLine cli = new CommandLine(Jdks.any());
    assertRefused(cli.run("lits"), "unknown command 'lits'");
    assertRefused(cli.run("list", "1", "--jsn"), "unknown flag --jsn");
    assertRefused(cli.run("show", "1"), "show takes the ID");
    assertRefused(cli.run("abort", "1"), "abort takes a filter");
    assertRefused(cli.run("abort", "1", "id=1", "--reason"), "--reason needs a value");
    Result unreachable = cli.run("list", "4194303");
    assertEquals(3, unreachable.code(), unreachable::toString);

    Result install = cli.run("install", directory.toString());
    assertEquals(0, install.code(), install::toString);
    assertTrue(Files.size(directory.resolve("keepalive-agent.jar")) > 1_000_000);
    Result help = cli.run("help");
    for (String command : List.of("jvms", "attach", "list", "watch", "show", "close", "abort")) {
      assertTrue(help.out().contains("\n  " + command + " "), help::toString);
    }
  }

  @Test
  void saysThatAnAgentWithBadOptionsTakesNoCommands() {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm jvm = server(Jdks.any(), "keepalive.idle=soon")) {
      port(jvm);
      Result list = cli.run("list", Long.toString(jvm.pid()));
      assertEquals(3, list.code(), list::toString);
      assertTrue(list.err().contains("is FAILED since its start"), list::toString);
      assertTrue(cli.run("jvms").out().contains(jvm.pid() + "  FAILED"));
    }
  }

  @Test
  void refusesBadFiltersAndChangesNothing() {
    CommandLine cli = new CommandLine(Jdks.any());
    try (ForkedJvm jvm = server(Jdks.any(), AGENT);
        LoadClient clients = LoadClient.keptAlive(port(jvm), 1)) {
      String pid = Long.toString(jvm.pid());
      for (String filter :
          List.of(
              "per=pg", "role=boss", "verdict=FINE", "id=one", "idle.min=5", "=", "peer=a:b:c")) {
        Result result = cli.run("abort", pid, filter, "--yes");
        assertEquals(2, result.code(), () -> filter + ": " + result);
        assertFalse(result.err().isBlank(), filter);
        assertEquals(1, result.err().lines().count(), result::toString);
      }
      assertEquals(0, clients.connections(one -> one.end() != KeptOpen.End.NONE).size());
      assertEquals(0, cli.run("watch", pid).code());
      assertTrue(cli.run("jvms").out().contains(pid + "  attached"));
    }
  }

  private static void assertRefused(Result result, String why) {
    assertEquals(2, result.code(), result::toString);
    assertTrue(result.err().contains(why), result::toString);
  }

  /**
   * @param agent null: none
   */
  private static ForkedJvm server(Jdk jdk, String agent) {
    var builder = ForkedJvm.on(jdk);
    if (agent != null) {
      builder.agent(agent);
    }
    return builder.subject("shutdown.Main", "threads", "0").start();
  }

  private static int port(ForkedJvm jvm) {
    return Integer.parseInt(jvm.awaitLine("PORT ").substring("PORT ".length()));
  }
}
