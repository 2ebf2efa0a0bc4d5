package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.CommandLine;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.shutdown.LoadClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Flight Recorder gets to see, and that nobody pays for it who does not record. */
@Execution(ExecutionMode.CONCURRENT)
class RecordingIT {
  static Stream<Jdk> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theFiguresOfTheExit(Jdk jdk, @TempDir Path directory) throws IOException {
    Path recording = directory.resolve("exit.jfr");
    String start = "-XX:StartFlightRecording=dumponexit=true,filename=" + recording;
    exit(jdk, start);
    List<RecordedEvent> drains =
        RecordingFile.readAllEvents(recording).stream()
            .filter(event -> event.getEventType().getName().equals("dev.keepalive.Drain"))
            .toList();
    assertEquals(1, drains.size());
    RecordedEvent drain = drains.get(0);
    assertEquals("before hooks", drain.getString("phase"));
    assertEquals(4, drain.getInt("connections"));
    assertEquals(2, drain.getInt("idle"));
    assertEquals(2, drain.getInt("finished"));
    assertEquals(0, drain.getInt("cut"));
    assertTrue(drain.getLong("tookMillis") >= 500, drain::toString);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nothingOfItIsLoadedWhereNobodyRecords(Jdk jdk) {
    List<String> loaded = exit(jdk, "-verbose:class");
    assertTrue(loaded.stream().anyMatch(line -> line.contains("dev.keepalive.agent.jfr.Recorder")));
    assertFalse(loaded.stream().anyMatch(line -> line.contains("jdk.jfr.FlightRecorder")));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatBecomesOfConnections(Jdk jdk, @TempDir Path directory) throws IOException {
    Path recording = directory.resolve("connections.jfr");
    try (ForkedJvm jvm =
            ForkedJvm.on(jdk)
                .jvmArgs("-XX:StartFlightRecording=dumponexit=true,filename=" + recording)
                .agent("")
                .subject("shutdown.Main", "threads", "0")
                .start();
        LoadClient clients = LoadClient.keptAlive(port(jvm), 3)) {
      CommandLine cli = new CommandLine(Jdks.any());
      String pid = Long.toString(jvm.pid());
      String row = cli.run("list", pid, "role=server").out().lines().toList().get(1);
      cli.run("abort", pid, "id=" + row.trim().split(" ")[0]);
      jvm.awaitLine("FAILED ");
      jvm.terminate();
      assertEquals(143, jvm.exitCode(), jvm::all);
      clients.awaitEnds();
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
    List<RecordedEvent> opened = named(events, "ConnectionOpened");
    assertEquals(3, opened.size());
    for (RecordedEvent event : opened) {
      assertEquals("server", event.getString("role"));
      assertTrue(event.getString("peer").startsWith("127.0.0.1:"), event::toString);
    }
    RecordedEvent condemned = with(named(events, "ConnectionCondemned"), "reason", "abort");
    assertFalse(condemned.getBoolean("soft"));
    assertEquals("connection", condemned.getString("blockedThread"));
    long id = condemned.getLong("connection");
    assertEquals(
        "DEAD", with(named(events, "VerdictChanged"), "connection", id).getString("after"));
    RecordedEvent closed = with(named(events, "ConnectionClosed"), "connection", id);
    assertEquals("abort", closed.getString("reason"));
    assertTrue(closed.getLong("bytesRead") > 0, closed::toString);
  }

  private static RecordedEvent with(List<RecordedEvent> events, String field, Object value) {
    return events.stream()
        .filter(event -> value.equals(event.getValue(field)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("none with " + field + "=" + value + ": " + events));
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dev.keepalive." + name))
        .toList();
  }

  /** Returns what it printed. */
  private static List<String> exit(Jdk jdk, String argument) {
    try (ForkedJvm jvm =
            ForkedJvm.on(jdk)
                .jvmArgs(argument)
                .agent("")
                .subject("shutdown.Main", "threads", "0")
                .start();
        LoadClient clients = LoadClient.keptAlive(port(jvm), 4)) {
      clients.askHalf("GET /slow?ms=1000");
      jvm.terminate();
      assertEquals(143, jvm.exitCode(), jvm::all);
      clients.awaitEnds();
      return jvm.stdout();
    }
  }

  private static int port(ForkedJvm jvm) {
    return Integer.parseInt(jvm.awaitLine("PORT ").substring("PORT ".length()));
  }
}
