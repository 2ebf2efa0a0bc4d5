package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.CommandLine;
import dev.keepalive.it.harness.CommandLine.Result;
import dev.keepalive.it.harness.Commands;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Churn without end, no memory, no disk, and kill -9: nothing leaks, nothing is left behind, and
 * the application goes on. Longer: {@code -Dsoak.seconds=1800}.
 */
@Execution(ExecutionMode.CONCURRENT)
class HardTimesIT {
  private static final int SECONDS = Integer.getInteger("soak.seconds", 15);

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#oldestAndNewest")
  void nothingLeaks(Jdk jdk) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .jvmArgs("-Xmx256m", "-Xss256k")
            .agent("watch.interval=100ms")
            .subject("Churn", Integer.toString(SECONDS))
            .start()) {
      jvm.awaitLine("LEFT last", Duration.ofSeconds(2L * SECONDS).plus(Await.LONG));
      assertEquals(0, jvm.exitCode(), jvm::all);
      List<String[]> left =
          jvm.stdout().stream()
              .filter(line -> line.startsWith("LEFT"))
              .map(line -> line.split(" "))
              .toList();
      System.out.println(jdk + ": " + String.join("\n", jvm.stdout()));
      String[] first = left.get(0);
      String[] last = left.get(1);
      // Descriptors and threads, and half a MiB of heap for what the JDK itself caches.
      assertTrue(number(last, 2) <= number(first, 2) + 5, jvm::all);
      assertTrue(number(last, 3) <= number(first, 3) + 5, jvm::all);
      assertTrue(number(last, 4) <= number(first, 4) + (1 << 19), jvm::all);
      assertEquals(0, number(last, 5), jvm::all);
      // Forgotten connections are told of, five lines in ten seconds.
      long told = jvm.stderr().stream().filter(line -> !line.contains(": option ")).count();
      assertTrue(told < 10 + SECONDS * 2, jvm::all);
    }
  }

  private static long number(String[] words, int at) {
    return Long.parseLong(words[at]);
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void anApplicationOutOfMemoryGoesOn(Jdk jdk) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk).jvmArgs("-Xmx24m").agent("").subject("Exhausted").start()) {
      jvm.awaitLine("EXHAUSTED 20");
      jvm.awaitLine("READ 42");
      jvm.awaitLine("OPEN true");
      assertEquals(0, jvm.exitCode(), jvm::all);
      assertTrue(jvm.stderr().size() < 100, jvm::all);
    }
  }

  @Test
  void killedItLeavesNothing(@TempDir Path temporary) throws IOException {
    try (ForkedJvm jvm = started(temporary)) {
      Result list = new CommandLine(Jdks.any()).run("list", Long.toString(jvm.pid()));
      assertTrue(list.code() <= 1, list::toString);
      Commands.run("kill", "-9", Long.toString(jvm.pid()));
      jvm.exitCode();
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.filter(file -> !isTheJvms(file)).toList());
    }
  }

  /** Made by the JVM and its attach mechanism, with or without us. */
  private static boolean isTheJvms(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("hsperfdata") || name.startsWith(".java_pid");
  }

  @Test
  void aFullDiskStopsNothing(@TempDir Path mount) {
    Requirements.networkNamespaces();
    Commands.run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", mount.toString());
    try {
      Commands.run("sh", "-c", "head -c 100k /dev/zero > " + mount + "/full 2> /dev/null || true");
      try (ForkedJvm jvm = started(mount)) {
        assertTrue(jvm.stderr().stream().anyMatch(line -> line.contains(" runs: ")), jvm::all);
        Result list = new CommandLine(Jdks.any()).run("list", Long.toString(jvm.pid()));
        assertEquals(3, list.code(), list::toString);
        assertEquals(1, list.err().lines().count(), list::toString);
        assertTrue(jvm.isAlive());
      }
    } finally {
      Commands.run("umount", "-l", mount.toString());
    }
  }

  private static ForkedJvm started(Path temporary) {
    ForkedJvm jvm =
        ForkedJvm.on(Jdks.any())
            .jvmArgs("-Djava.io.tmpdir=" + temporary)
            .agent("")
            .subject("shutdown.Main", "threads", "0")
            .start();
    jvm.awaitLine("PORT ");
    return jvm;
  }

  /** The classes of the boot loader, which the JVM otherwise takes on trust. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void theVerifierTakesEveryWovenClass(Jdk jdk, @TempDir Path files) {
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .jvmArgs("-XX:+UnlockDiagnosticVMOptions")
            .jvmArgs("-XX:+BytecodeVerificationLocal", "-XX:+BytecodeVerificationRemote")
            .jvmArgs(dev.keepalive.it.harness.Tls.arguments(files))
            .agent("")
            .subject("ConnectionKinds", files.toString())
            .start()) {
      jvm.awaitLine("READY");
      jvm.send("registry");
      jvm.awaitLine("END-OF-REGISTRY");
      assertTrue(jvm.stdout().contains("AGENT AdviceFailuresTotal 0"), jvm::all);
      assertTrue(jvm.stdout().contains("AGENT Problems []"), jvm::all);
      assertTrue(jvm.all().indexOf("VerifyError") < 0, jvm::all);
      jvm.send("exit");
      assertEquals(0, jvm.exitCode(), jvm::all);
    }
  }
}
