package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Ss;
import dev.keepalive.it.harness.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection of every kind that the JDK has: kept alive at both ends, and truly on record. */
@Execution(ExecutionMode.CONCURRENT)
class ConnectionKindsIT {
  private static final int REQUEST = 1000;
  private static final int ANSWER = 500;
  private static final int KINDS = 16;
  private static final int KINDS_WITHOUT_IDLE_OPTION = 14;

  @TempDir static Path directory;
  private static String[] tls;

  @BeforeAll
  static void makeKeys() {
    tls = Tls.arguments(directory);
  }

  /** One end of a connection, as the program that opened it tells. */
  private record End(String kind, String role, int local, int peer, boolean exact, int idle) {
    static End parse(String line) {
      String[] words = line.split(" ");
      return new End(
          words[1],
          words[2],
          Integer.parseInt(words[3]),
          Integer.parseInt(words[4]),
          Boolean.parseBoolean(words[5]),
          Integer.parseInt(words[6]));
    }

    String key() {
      return role + " " + local + " " + peer;
    }
  }

  /** One connection, as the agent tells through JMX. */
  private record Row(long read, long written, int idle, int userTimeoutMillis, String openedBy) {
    static Row parse(String line) {
      String[] words = line.split(" ");
      return new Row(
          Long.parseLong(words[4]),
          Long.parseLong(words[5]),
          Integer.parseInt(words[6]),
          Integer.parseInt(words[7]),
          words.length > 8 ? words[8] : "");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void everyKindIsKeptAliveAndOnRecord(Jdk jdk, @TempDir Path files) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent("log=warn,user-timeout=70s")
            .jvmArgs(tls)
            .subject("ConnectionKinds", files.toString())
            .start()) {
      jvm.awaitLine("READY");
      List<End> ends = ends(jvm);
      int kinds = jdk.feature() >= 11 ? KINDS : KINDS_WITHOUT_IDLE_OPTION;
      assertTrue(ends.size() >= 2 * kinds, () -> "too few connections" + jvm.all());

      Await.noProblem(Await.LONG, () -> withoutTimer(ends));

      jvm.send("registry");
      jvm.awaitLine("END-OF-REGISTRY");
      checkRows(ends, jvm);
      checkTotals(
          jvm,
          Map.of(
              "OpenCount",
              ends.size(),
              "ClientCount",
              ends.size() / 2,
              "ServerCount",
              ends.size() / 2,
              "OpenedTotal",
              ends.size(),
              "ClosedTotal",
              0));

      jvm.send("close");
      jvm.awaitLine("CLOSED");
      int linesBefore = jvm.stdout().size();
      jvm.send("registry");
      Await.noProblem(
          Await.LONG,
          () -> after(jvm, linesBefore).contains("END-OF-REGISTRY") ? null : "no answer");
      checkTotals(
          jvm,
          Map.of(
              "OpenCount", 0,
              "ClientCount", 0,
              "ServerCount", 0,
              "OpenedTotal", ends.size(),
              "ClosedTotal", ends.size()));

      jvm.send("exit");
      assertEquals(0, jvm.exitCode(), jvm::all);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
    }
  }

  private static List<End> ends(ForkedJvm jvm) {
    return jvm.stdout().stream().filter(line -> line.startsWith("END ")).map(End::parse).toList();
  }

  private static List<String> after(ForkedJvm jvm, int lines) {
    List<String> all = jvm.stdout();
    return all.subList(lines, all.size());
  }

  /** Ends that the kernel is not going to probe in time; null: none. */
  private static String withoutTimer(List<End> ends) {
    Map<String, Ss.Row> kernel = new LinkedHashMap<>();
    for (Ss.Row row : Ss.established()) {
      kernel.put(row.localPort() + " " + row.peerPort(), row);
    }
    List<String> wrong = new ArrayList<>();
    for (End end : ends) {
      Ss.Row row = kernel.get(end.local() + " " + end.peer());
      if (row == null || !row.probesWithin(end.idle())) {
        wrong.add(end + ": " + row);
      }
    }
    return wrong.isEmpty() ? null : String.join("\n", wrong);
  }

  private static void checkRows(List<End> ends, ForkedJvm jvm) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : jvm.stdout()) {
      if (line.startsWith("ROW ")) {
        String[] words = line.split(" ");
        Row before = rows.put(words[1] + " " + words[2] + " " + words[3], Row.parse(line));
        assertEquals(null, before, () -> "twice on record: " + line);
      }
    }
    for (End end : ends) {
      Row row = rows.remove(end.key());
      assertTrue(row != null, () -> end + " is not on record" + jvm.all());
      boolean client = end.role().equals("client");
      long read = client ? ANSWER : REQUEST;
      long written = client ? REQUEST : ANSWER;
      if (end.exact()) {
        assertEquals(read, row.read(), () -> end + " bytes read");
        assertEquals(written, row.written(), () -> end + " bytes written");
      } else {
        assertTrue(row.read() > read && row.written() > written, () -> end + ": " + row);
      }
      assertEquals(end.idle(), row.idle(), () -> end + " idle");
      assertEquals(70_000, row.userTimeoutMillis(), () -> end + " user timeout");
      if (end.kind().startsWith("socket") || end.kind().startsWith("channel")) {
        assertEquals("main", row.openedBy(), () -> end + " opened by");
      }
    }
    assertEquals(Map.of(), rows, "on record without being one of ours");
  }

  private static void checkTotals(ForkedJvm jvm, Map<String, Integer> expected) {
    Map<String, String> last = new LinkedHashMap<>();
    for (String line : jvm.stdout()) {
      String[] words = line.split(" ", 3);
      if (words[0].equals("TOTAL") || words[0].equals("AGENT")) {
        last.put(words[1], words[2]);
      }
    }
    expected.forEach((name, value) -> assertEquals(value.toString(), last.get(name), name));
    assertEquals("RUNNING", last.get("State"));
    assertEquals("0", last.get("AdviceFailuresTotal"));
    assertEquals("[]", last.get("Problems"));
    assertEquals("[]", last.get("Missed"));
  }
}
