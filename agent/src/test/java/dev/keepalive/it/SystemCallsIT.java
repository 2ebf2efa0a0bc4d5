package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What connecting, accepting and closing costs in system calls, as strace counts them. */
class SystemCallsIT {
  private static final int CONNECTIONS = 1000;

  /** SO_KEEPALIVE and the idle time of the client; the accepted end has them from its listener. */
  private static final int EACH = 2;

  /** Of the start, and of the connections that are asked what they have, one in a second. */
  private static final int OTHERS = CONNECTIONS / 2;

  static Stream<Arguments> cases() {
    return Jdks.all().stream()
        .flatMap(jdk -> Stream.of("sockets", "channels").map(kind -> Arguments.of(jdk, kind)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aShortLivedConnectionCostsTwoMore(Jdk jdk, String kind, @TempDir Path files)
      throws IOException {
    Map<String, Integer> without = count(ForkedJvm.on(jdk), kind, files.resolve("without"));
    Map<String, Integer> with = count(ForkedJvm.on(jdk).agent(""), kind, files.resolve("with"));

    int more = sum(with) - sum(without);
    System.out.printf("%s, %s: %.2f system calls more%n", jdk, kind, more / (double) CONNECTIONS);
    assertTrue(without.get("connect") >= CONNECTIONS, without::toString);
    assertTrue(
        with.get("setsockopt") - without.get("setsockopt") >= EACH * CONNECTIONS,
        () -> "nothing is set: " + with);
    assertTrue(more <= EACH * CONNECTIONS + OTHERS, () -> without + "\n" + with);
  }

  private static Map<String, Integer> count(JvmBuilder builder, String kind, Path file)
      throws IOException {
    try (ForkedJvm jvm =
        builder
            .countedInto(file)
            .subject("OpenAndClose", kind, Integer.toString(CONNECTIONS))
            .start()) {
      assertEquals(0, jvm.exitCode(), jvm::all);
    }
    Map<String, Integer> calls = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      // % time, seconds, usecs/call, calls, errors (or nothing), name
      String[] words = line.trim().split(" +");
      if (words.length >= 5 && words[3].matches("\\d+") && !line.endsWith("total")) {
        calls.put(words[words.length - 1], Integer.parseInt(words[3]));
      }
    }
    return calls;
  }

  private static int sum(Map<String, Integer> calls) {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }
}
