package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Requirements;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Virtual threads by the thousand, with a single carrier: one that pinned it while it waited in a
 * connect, read or write would stop all the others, those that it waits for among them.
 */
@Execution(ExecutionMode.CONCURRENT)
class VirtualThreadsIT {
  private static final int CONNECTIONS = 2000;

  static Stream<Arguments> cases() {
    return Jdks.from(21)
        .flatMap(
            jdk ->
                Stream.of("sockets", "channels")
                    .flatMap(
                        kind ->
                            Stream.of(null, "", "read.timeout=40s,write.timeout=40s,lifetime=1h")
                                .map(options -> Arguments.of(jdk, kind, options))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void noneKeepsItsCarrierWhileItWaits(Jdk jdk, String kind, String options) {
    Requirements.openFiles(2 * CONNECTIONS + 100);
    JvmBuilder builder =
        ForkedJvm.on(jdk)
            .jvmArgs(
                "-Xmx2g",
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                // Of 21 to 23; later ones pin for natives alone.
                "-Djdk.tracePinnedThreads=short");
    if (options != null) {
      builder.agent(options);
    }
    try (ForkedJvm jvm =
        builder.subject("VirtualThreads", kind, Integer.toString(CONNECTIONS)).start()) {
      jvm.awaitLine("DONE 0");
      assertEquals(0, jvm.exitCode(), jvm::all);
      List<String> pinned = jvm.stdout().stream().filter(line -> !line.startsWith("DONE")).toList();
      assertTrue(options == null || pinned.isEmpty(), jvm::all);
    }
  }
}
