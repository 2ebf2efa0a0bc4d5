package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent says of connections, once each, and what it closes as a peer would. */
@Execution(ExecutionMode.CONCURRENT)
class ReportsIT {
  private static final Duration LIMIT = Await.LONG;

  static Stream<Jdk> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void a_connection_that_was_collected_unclosed_is_reported_with_its_opener(Jdk jdk) {
    try (ForkedJvm jvm = start(jdk, "leak", "stacks=on")) {
      jvm.awaitLine("SAW leak");
      String line = logged(jvm, "leaked");
      assertTrue(line.contains("opened=") && line.contains("Reported.main"), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void a_peer_that_closed_and_was_not_noticed_is_reported_once(Jdk jdk) {
    try (ForkedJvm jvm =
        start(jdk, "close-wait", "close-wait.report=1s,keepalive.interval=1s,stacks=on")) {
      String line = logged(jvm, "the peer closed");
      assertTrue(line.contains("role=server") && line.contains("Reported.main"), jvm::all);
      jvm.send("");
      jvm.awaitLine("END");
      assertEquals(1, count(jvm, "the peer closed"), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void a_stall_is_reported_with_the_thread_that_hangs(Jdk jdk) {
    try (ForkedJvm jvm = start(jdk, "stall", "stall.report=1s")) {
      assertTrue(logged(jvm, "stalled").contains("thread=looker"), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void an_idle_connection_is_closed_as_its_peer_would(Jdk jdk) {
    try (ForkedJvm jvm = start(jdk, "idle", "idle.timeout=2s,close.grace=1s")) {
      String line = logged(jvm, "closed");
      assertTrue(line.contains("reason=idle.timeout"), jvm::all);
      // The other side never closes: after the grace the owner is closed.
      jvm.awaitLine("SAW");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void a_lifetime_ends_between_two_exchanges_and_never_within_one(Jdk jdk) {
    String rule = "rule.a.role=client,rule.a.lifetime=3s,rule.a.lifetime.jitter=0%";
    try (ForkedJvm jvm = start(jdk, "lifetime", rule)) {
      assertEquals("SAW the end between exchanges", jvm.awaitLine("SAW", LIMIT), jvm::all);
    }
  }

  private static ForkedJvm start(Jdk jdk, String scenario, String options) {
    return ForkedJvm.on(jdk).agent(options).subject("Reported", scenario).start();
  }

  private static String logged(ForkedJvm jvm, String what) {
    Await.noProblem(
        LIMIT, () -> lines(jvm, what).isEmpty() ? "nothing logged: " + what + jvm.all() : null);
    return lines(jvm, what).get(0);
  }

  private static int count(ForkedJvm jvm, String what) {
    return lines(jvm, what).size();
  }

  private static List<String> lines(ForkedJvm jvm, String what) {
    return jvm.stderr().stream()
        .filter(line -> line.startsWith("keepalive-agent: warn: " + what))
        .toList();
  }
}
