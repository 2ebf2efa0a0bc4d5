package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Tls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sockets and channels behave with the agent as they do without: every result, exception, message,
 * cause and stack, on every JDK; also where every deadline is set but none is reached.
 */
@Execution(ExecutionMode.CONCURRENT)
class BehaviourIT {
  private static final int AT_LEAST = 120;

  private static final String EVERY_DEADLINE =
      "connect.timeout=1h,read.timeout=1h,response.timeout=1h,write.timeout=1h,dead.timeout=1h,"
          + "idle.timeout=1h,lifetime=1h,close-wait.timeout=1h,stale.check=on,resolve.check=1h";

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void isTheSameWithTheAgent(Jdk jdk, @TempDir Path files) {
    List<String> without = behaviours(ForkedJvm.on(jdk), files);
    assertTrue(without.size() >= AT_LEAST, () -> "only " + without.size());
    assertEquals(
        List.of(), without.stream().filter(line -> line.endsWith("still blocked")).toList());
    assertSame(without, behaviours(ForkedJvm.on(jdk).agent(""), files));
    assertSame(without, behaviours(ForkedJvm.on(jdk).agent(EVERY_DEADLINE), files));
    System.out.println(jdk + ": " + without.size() + " behaviours are the same");
  }

  private static void assertSame(List<String> without, List<String> with) {
    List<String> differences =
        with.stream()
            .filter(line -> !without.contains(line))
            .map(line -> line + "\n  without: " + named(without, line))
            .toList();
    assertEquals("", String.join("\n", differences));
    assertEquals(without.size(), with.size());
  }

  private static String named(List<String> lines, String line) {
    String name = line.substring(0, line.indexOf(" = ") + 3);
    return lines.stream().filter(one -> one.startsWith(name)).findFirst().orElse("none");
  }

  private static List<String> behaviours(JvmBuilder builder, Path files) {
    try (ForkedJvm jvm =
        builder.jvmArgs(Tls.arguments(files)).subject("behaviour.Behaviours").start()) {
      jvm.awaitLine("END", java.time.Duration.ofMinutes(3));
      assertEquals(0, jvm.exitCode(), jvm::all);
      return jvm.stdout().stream().filter(line -> line.startsWith("BEHAVIOUR ")).toList();
    }
  }
}
