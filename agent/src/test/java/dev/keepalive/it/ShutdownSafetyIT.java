package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.shutdown.KeptOpen;
import dev.keepalive.it.shutdown.LoadClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That a drain can be cut short, and that it needs nothing which may be gone by then. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownSafetyIT {
  private static final String BEGINS = "shutdown: draining";

  static Stream<Jdk> jdks() {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aSecondSignalEndsTheWaiting(Jdk jdk) {
    try (ForkedJvm jvm =
            ForkedJvm.on(jdk).agent("").subject("shutdown.Main", "threads", "0").start();
        LoadClient clients = LoadClient.keptAlive(port(jvm), 2)) {
      clients.askHalf("GET /slow?ms=4500");
      jvm.terminate();
      Await.noProblem(
          Await.LONG,
          () ->
              jvm.stderr().stream().anyMatch(line -> line.contains(BEGINS))
                  ? null
                  : "no drain begins" + jvm.all());
      long begin = System.nanoTime();
      jvm.terminate();
      assertEquals(143, jvm.exitCode(), jvm::all);
      long millis = (System.nanoTime() - begin) / 1_000_000;
      clients.awaitEnds();
      assertEquals(1, clients.connections(KeptOpen::cut).size(), jvm::all);
      assertTrue(millis < 3500, () -> "took " + millis + " ms" + jvm.all());
    }
  }

  /** The jar may have been replaced on disk meanwhile. */
  @ParameterizedTest
  @MethodSource("jdks")
  void noClassOfTheAgentIsLoadedOnTheWay(Jdk jdk) {
    try (ForkedJvm jvm =
            ForkedJvm.on(jdk)
                .jvmArgs("-verbose:class")
                .agent("log.format=json")
                .subject("shutdown.Main", "threads", "0")
                .start();
        LoadClient clients = LoadClient.keptAlive(port(jvm), 2)) {
      clients.askHalf("GET /slow?ms=1000");
      int before = loaded(jvm).size();
      jvm.terminate();
      assertEquals(143, jvm.exitCode(), jvm::all);
      clients.awaitEnds();
      assertEquals(List.of(), clients.connections(KeptOpen::cut), jvm::all);
      List<String> after = loaded(jvm);
      assertTrue(before > 50, () -> "it was not told which are loaded: " + before);
      assertEquals(List.of(), after.subList(before, after.size()));
    }
  }

  private static List<String> loaded(ForkedJvm jvm) {
    List<String> loaded = new ArrayList<>();
    for (String line : jvm.stdout()) {
      if (line.contains("dev.keepalive.agent.") && !line.contains("Lambda")) {
        loaded.add(line);
      }
    }
    return loaded;
  }

  private static int port(ForkedJvm jvm) {
    return Integer.parseInt(jvm.awaitLine("PORT ").substring("PORT ".length()));
  }
}
