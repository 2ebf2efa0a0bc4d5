package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.agent.options.MalformedOptions;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad arguments: one clear line, and then what {@code on-error} says. */
@Execution(ExecutionMode.CONCURRENT)
class BadOptionsIT {
  private static final String PREFIX = "keepalive-agent: error: ";
  private static final List<String> SAMPLE =
      List.of("keepalive.idel=30s", "off", "keepalive.idle=30", "keepalive.count=0", "config=");

  static Stream<Arguments> table() {
    return MalformedOptions.table().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  /** Bad arguments that leave {@code on-error} to the environment. */
  static Stream<Arguments> tableButOfOnError() {
    return table().filter(row -> !row.get()[0].toString().startsWith("on-error="));
  }

  static Stream<Arguments> sampleOnEveryJdk() {
    Map<String, String> table = MalformedOptions.table();
    return Jdks.all().stream()
        .flatMap(jdk -> SAMPLE.stream().map(bad -> Arguments.of(jdk, bad, table.get(bad))));
  }

  @ParameterizedTest
  @MethodSource("table")
  void theApplicationRunsOn(String bad, String message) {
    try (ForkedJvm jvm = ForkedJvm.on(Jdks.any()).agent(bad).subject("Ordinary").start()) {
      assertEquals(0, jvm.exitCode(), jvm::all);
      assertTrue(jvm.stdout().contains("RAN"), jvm::all);
      saysOnce(message, jvm);
      assertTrue(last(jvm).endsWith("the application runs without it"), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("tableButOfOnError")
  void orDoesNotStart(String bad, String message) {
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdks.any())
            .agent(bad)
            .environment("KEEPALIVE_AGENT_OPTIONS", "on-error=exit")
            .subject("Ordinary")
            .start()) {
      doesNotStart(message, jvm);
    }
  }

  @ParameterizedTest
  @MethodSource("sampleOnEveryJdk")
  void theApplicationRunsOnAndJmxTells(Jdk jdk, String bad, String message) {
    try (ForkedJvm jvm = ForkedJvm.on(jdk).agent(bad).subject("Ordinary", "agent").start()) {
      assertEquals(0, jvm.exitCode(), jvm::all);
      assertTrue(jvm.stdout().contains("RAN"), jvm::all);
      saysOnce(message, jvm);
      assertTrue(jvm.stdout().contains("STATE FAILED"), jvm::all);
      assertTrue(jvm.stdout().contains("PROBLEM " + message), jvm::all);
      assertTrue(jvm.stdout().contains("OPENED 0"), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("sampleOnEveryJdk")
  void orDoesNotStartOnAnyJdk(Jdk jdk, String bad, String message) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk).agent(bad + ",on-error=exit").subject("Ordinary").start()) {
      doesNotStart(message, jvm);
    }
  }

  private static void doesNotStart(String message, ForkedJvm jvm) {
    assertNotEquals(0, jvm.exitCode(), jvm::all);
    assertEquals(List.of(), jvm.stdout(), jvm::all);
    saysOnce(message, jvm);
    assertEquals(PREFIX + "on-error=exit: the application is not started", last(jvm), jvm::all);
  }

  /** The message in one line, and nothing on standard error that is not ours. */
  private static void saysOnce(String message, ForkedJvm jvm) {
    List<String> lines = jvm.stderr();
    assertEquals(1, lines.stream().filter((PREFIX + message)::equals).count(), jvm::all);
    assertTrue(lines.stream().allMatch(line -> line.startsWith(PREFIX)), jvm::all);
  }

  private static String last(ForkedJvm jvm) {
    return jvm.stderr().get(jvm.stderr().size() - 1);
  }
}
