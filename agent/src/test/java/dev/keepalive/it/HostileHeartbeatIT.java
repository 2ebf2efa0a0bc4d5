package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that do not answer a heartbeat as they should: no wrong byte reaches the application. */
@Execution(ExecutionMode.CONCURRENT)
class HostileHeartbeatIT {
  /** What becomes of the connection. */
  private enum Outcome {
    /** As if nothing were. */
    RIGHT,
    /** Condemned, and no more heartbeats by this rule. */
    CONDEMNED,
    /** No more heartbeats by this rule. */
    OFF
  }

  static Stream<Arguments> answers() {
    List<Arguments> all = new ArrayList<>();
    for (Jdk jdk : Jdks.all()) {
      add(all, jdk, "+PONG\\r\\n", Outcome.RIGHT);
      add(all, jdk, "+~PO~NG\\r~\\n", Outcome.RIGHT);
      add(all, jdk, "+PONG\\r\\n+PONG\\r\\n", Outcome.CONDEMNED);
      add(all, jdk, "+PONK\\r\\n", Outcome.CONDEMNED);
      add(all, jdk, "+PONG and so on\\r\\n", Outcome.CONDEMNED);
      add(all, jdk, "$4\\r\\nPONG\\r\\n", Outcome.CONDEMNED);
      add(all, jdk, "HTTP/1.1 400 Bad Request\\r\\n\\r\\n", Outcome.CONDEMNED);
      add(all, jdk, "-ERR unknown command\\r\\n", Outcome.OFF);
      add(all, jdk, "-NOAUTH\\r\\n", Outcome.OFF);
      add(all, jdk, "+PO", Outcome.CONDEMNED);
      add(all, jdk, "", Outcome.CONDEMNED);
    }
    return all.stream();
  }

  private static void add(List<Arguments> all, Jdk jdk, String answer, Outcome outcome) {
    all.add(Arguments.of(jdk, answer, outcome));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void no_wrong_byte_reaches_the_application(Jdk jdk, String answer, Outcome outcome) {
    String options =
        "watch.interval=20ms,heartbeat.interval=100ms,heartbeat.timeout=150ms,"
            + "rule.a.peer=localhost,rule.a.heartbeat=redis,"
            + "rule.b.peer=127.0.0.1,rule.b.heartbeat=redis";
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .agent(options)
            .subject("heartbeat.HostileServer", answer, "600")
            .start()) {
      jvm.awaitLine("DONE");
      List<String> got = jvm.stdout().stream().filter(line -> line.startsWith("GOT")).toList();
      assertEquals(2, got.size(), jvm::all);
      assertTrue(got.stream().noneMatch(line -> line.contains("WRONG")), jvm::all);
      long switchedOff =
          jvm.stderr().stream().filter(l -> l.contains("heartbeats are off for rule")).count();
      // What comes too late may be met by the next answer's first bytes instead, on a busy machine.
      boolean late = answer.isEmpty() || answer.equals("+PO");
      assertTrue(late || switchedOff == (outcome == Outcome.RIGHT ? 0 : 2), jvm::all);
      for (String line : got) {
        boolean condemned = line.contains("keepalive-agent: heartbeat");
        assertEquals(outcome == Outcome.CONDEMNED, condemned, jvm::all);
        assertTrue(condemned || line.endsWith(" right"), jvm::all);
      }
    }
  }
}
