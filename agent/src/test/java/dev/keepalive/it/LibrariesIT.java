package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Servers;
import dev.keepalive.it.harness.Ss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Unmodified clients and servers, some of which turn keepalive off explicitly. */
@Execution(ExecutionMode.CONCURRENT)
class LibrariesIT {
  private static final int IDLE_SECONDS = 30;
  private static final int LIBRARIES = 8;

  private static Servers servers;
  private static String redis;
  private static String postgres;
  private static String mariadb;

  /** One connection of a library; {@code ends}: how many of its ends are in the JVM. */
  private record Library(String name, int port, int ends) {
    static Library parse(String line) {
      String[] words = line.split(" ");
      return new Library(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
    }
  }

  @BeforeAll
  static void startServers() {
    servers = new Servers();
    redis = "redis=" + servers.redis();
    postgres = "postgres=" + servers.postgres();
    mariadb = "mariadb=" + servers.mariadb();
  }

  @AfterAll
  static void stopServers() {
    servers.close();
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void everyLibrarysConnectionIsKeptAlive(Jdk jdk, @TempDir Path files) {
    try (ForkedJvm jvm = subject(jdk, files).agent("log=warn").start()) {
      List<Library> libraries = libraries(jvm);
      assertEquals(jdk.feature() >= 11 ? LIBRARIES : LIBRARIES - 1, libraries.size(), jvm::all);
      Await.noProblem(Await.LONG, () -> withoutTimer(libraries, jvm.pid()));
    }
  }

  /** What these libraries do when left alone: the test above would notice a missing agent. */
  @Test
  void withoutTheAgentTheyAreNot(@TempDir Path files) {
    try (ForkedJvm jvm = subject(Jdks.any(), files).start()) {
      List<Library> libraries = libraries(jvm);
      String without = withoutTimer(libraries, jvm.pid());
      for (String name : List.of("pgjdbc", "httpclient5", "okhttp", "urlconnection", "netty")) {
        assertTrue(without != null && without.contains("name=" + name + ","), () -> name + without);
      }
    }
  }

  private static JvmBuilder subject(Jdk jdk, Path files) {
    return ForkedJvm.on(jdk).subject("Libraries", files.toString(), redis, postgres, mariadb);
  }

  private static List<Library> libraries(ForkedJvm jvm) {
    jvm.awaitLine("READY");
    return jvm.stdout().stream()
        .filter(line -> line.startsWith("PORT "))
        .map(Library::parse)
        .toList();
  }

  /** Libraries with an end that the kernel is not going to probe in time; null: none. */
  private static String withoutTimer(List<Library> libraries, long pid) {
    List<Ss.Row> kernel = Ss.established(pid);
    List<String> wrong = new ArrayList<>();
    for (Library library : libraries) {
      List<Ss.Row> rows =
          kernel.stream()
              .filter(row -> row.peerPort() == library.port() || row.localPort() == library.port())
              .toList();
      if (rows.size() < library.ends()
          || !rows.stream().allMatch(row -> row.probesWithin(IDLE_SECONDS))) {
        wrong.add(library + ": " + rows);
      }
    }
    return wrong.isEmpty() ? null : String.join("\n", wrong);
  }
}
