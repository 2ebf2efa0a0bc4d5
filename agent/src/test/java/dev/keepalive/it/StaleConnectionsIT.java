package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.RecordingProxy;
import dev.keepalive.it.harness.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Idle connections whose peer has closed, or whose name has moved. */
@Execution(ExecutionMode.CONCURRENT)
class StaleConnectionsIT {
  private static final int CONNECTIONS = 4;

  static Stream<Jdk> jdks() {
    return Jdks.all().stream();
  }

  /** Earlier ones have no file of names of their own. */
  static Stream<Jdk> from11() {
    return Jdks.from(11);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void a_write_to_a_peer_that_has_closed_fails_before_a_byte_is_sent(Jdk jdk)
      throws InterruptedException {
    try (Servers servers = new Servers();
        RecordingProxy proxy = new RecordingProxy(servers.redis());
        ForkedJvm jvm =
            ForkedJvm.on(jdk)
                .agent("rule.a.role=client,rule.a.stale.check=on")
                .subject("heartbeat.Pools", "redis-lines", "" + proxy.port())
                .start()) {
      jvm.awaitLine("READY");
      // It looks after more than a second of silence, by a clock of a second.
      Thread.sleep(3000);
      proxy.closeConnections();
      for (int i = 0; i < CONNECTIONS; i++) {
        ask(jvm, i, "java.net.SocketException: Connection reset (keepalive-agent: stale.check, ");
      }
      // All were dead; the next one is new.
      ask(jvm, CONNECTIONS, "ok");
    }
  }

  private static void ask(ForkedJvm jvm, int before, String outcome) {
    jvm.send("ASK");
    Await.noProblem(
        Await.LONG,
        () ->
            jvm.stdout().stream().filter(l -> l.startsWith("ASKED")).count() > before
                ? null
                : "no answer" + jvm.all());
    String last =
        jvm.stdout().stream().filter(l -> l.startsWith("ASKED")).skip(before).toList().get(0);
    assertTrue(last.contains(" " + outcome), jvm::all);
  }

  @ParameterizedTest
  @MethodSource("from11")
  void a_connection_whose_name_has_moved_is_closed(Jdk jdk, @TempDir Path directory)
      throws IOException {
    Path hosts = directory.resolve("hosts");
    Files.writeString(hosts, "127.0.0.1 cache.test\n");
    try (Servers servers = new Servers();
        RecordingProxy proxy = new RecordingProxy(servers.redis());
        ForkedJvm jvm =
            ForkedJvm.on(jdk)
                .jvmArgs("-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=0")
                .agent("rule.a.peer=cache.test,rule.a.resolve.check=1s")
                .subject("heartbeat.Pools", "redis-lines", "" + proxy.port(), "cache.test")
                .start()) {
      jvm.awaitLine("READY");
      assertTrue(closed(jvm) == 0, jvm::all);
      Files.writeString(hosts, "127.0.0.2 cache.test\n");
      Await.noProblem(
          Await.LONG, () -> closed(jvm) >= CONNECTIONS ? null : "not all closed" + jvm.all());
      assertEquals(CONNECTIONS, closed(jvm), jvm::all);
    }
  }

  private static long closed(ForkedJvm jvm) {
    return jvm.stderr().stream()
        .filter(line -> line.contains("closed") && line.contains("reason=resolve.check"))
        .count();
  }
}
