package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Some classes are woven only once there is something to accept, for the sake of the start: nothing
 * is lost by that.
 */
@Execution(ExecutionMode.CONCURRENT)
class PutOffIT {
  /** A wait for a class that cannot be woven now ends after 20 s. */
  private static final Duration SOON = Duration.ofSeconds(15);

  static Stream<Arguments> connections() {
    return Jdks.all().stream()
        .flatMap(
            jdk ->
                Stream.of("plain", "mixed", "channel", "adaptor", "accepting")
                    .map(kind -> Arguments.of(jdk, kind)));
  }

  static Stream<Jdk> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("connections")
  void connectionsAreKeptAliveAndOnRecord(Jdk jdk, String kind) {
    try (ForkedJvm jvm = ForkedJvm.on(jdk).agent("").subject("PutOff", kind).start()) {
      assertAllAreOnRecord(jvm);
    }
  }

  /** Then classes load in the middle of others, which the weaving needs. */
  @ParameterizedTest
  @MethodSource("connections")
  void nobodyWaitsLongWhereTheJdkIsVerifiedToo(Jdk jdk, String kind) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk).jvmArgs("-Xverify:all").agent("").subject("PutOff", kind).start()) {
      assertAllAreOnRecord(jvm);
    }
  }

  private static void assertAllAreOnRecord(ForkedJvm jvm) {
    assertEquals("KEPT true true", jvm.awaitLine("KEPT", SOON), jvm::all);
    assertEquals("OPEN 2", jvm.awaitLine("OPEN"), jvm::all);
    assertEquals(List.of(), jvm.stderr().stream().filter(l -> l.contains("error")).toList());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theDrainKnowsAListenerThatNobodyConnectedTo(Jdk jdk) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk).agent("shutdown.delay=500ms").subject("PutOff", "listener").start()) {
      assertEquals("WOVEN true", jvm.awaitLine("WOVEN"), jvm::all);
      jvm.terminate();
      jvm.exitCode();
      assertTrue(jvm.stderr().stream().anyMatch(l -> l.contains("listeners=1")), jvm::all);
    }
  }
}
