package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Artifacts;
import dev.keepalive.it.harness.Commands;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Requirements;
import dev.keepalive.it.harness.Servers;
import dev.keepalive.it.shutdown.Ends;
import dev.keepalive.it.shutdown.HttpServer;
import dev.keepalive.it.shutdown.LoadClient;
import dev.keepalive.it.shutdown.ServerKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ends that the application has a part in: its hooks run as they always did, and as soon. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownHooksIT {
  private static final long QUIET_MILLIS = 500;
  private static final long NOISE_MILLIS = 700;

  static Stream<Jdk> jdks() {
    return Jdks.oldestAndNewest();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aHookThatNeedsItsDatabase(Jdk jdk) {
    try (Servers servers = new Servers()) {
      String url = "jdbc:postgresql://127.0.0.1:" + servers.postgres() + "/postgres?user=postgres";
      try (HttpServer server = HttpServer.start(jdk, ServerKind.THREADS, "", "database", url);
          LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
        clients.askHalf("GET /slow?ms=1000");
        server.awaitEverythingRead();
        server.terminate();
        Ends.allAnswered(server, clients);
        assertTrue(server.jvm().stdout().contains("HOOK farewell"), server.jvm()::all);
      }
    }
  }

  /** It may have told a load balancer to go elsewhere: until then it serves who still comes. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aHookThatSleepsAndThenStopsItsServer(Jdk jdk) {
    try (HttpServer server = HttpServer.start(jdk, ServerKind.THREADS, "", "sleep-then-stop");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      clients.askHalf("GET /slow?ms=500");
      server.awaitEverythingRead();
      server.jvm().terminate();
      server.jvm().awaitLine("HOOK begins");
      try (LoadClient late = LoadClient.keptAlive(server.port(), 5)) {
        server.jvm().exitCode();
        Ends.allAnswered(server, late);
      }
      Ends.allAnswered(server, clients);
      assertTrue(server.jvm().stdout().contains("HOOK stopped"), server.jvm()::all);
    }
  }

  /** A JVM whose hook hangs does not end, and that is none of our business. */
  @Test
  void aHookThatHangs() throws InterruptedException {
    try (HttpServer without = HttpServer.start(Jdks.any(), ServerKind.THREADS, null, "hang");
        HttpServer with = HttpServer.start(Jdks.any(), ServerKind.THREADS, "", "hang");
        LoadClient clients = LoadClient.keptAlive(with.port(), 10)) {
      clients.askHalf("GET /slow?ms=500");
      with.awaitEverythingRead();
      without.jvm().terminate();
      with.jvm().terminate();
      without.jvm().awaitLine("HOOK begins");
      with.jvm().awaitLine("HOOK begins");
      clients.awaitAnswers();
      // What is shown is that nothing happens.
      Thread.sleep(3000);
      assertTrue(without.jvm().isAlive(), without.jvm()::all);
      assertTrue(with.jvm().isAlive(), with.jvm()::all);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"THREADS", "JDK", "TOMCAT"})
  void aHandlerThatExits(ServerKind kind) {
    try (HttpServer server = HttpServer.start(Jdks.any(), kind, "");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10);
        LoadClient exiting = LoadClient.keptAlive(server.port(), 1)) {
      clients.askHalf("GET /slow?ms=1500");
      server.awaitEverythingRead();
      long begin = System.nanoTime();
      exiting.askAll("GET /exit");
      assertEquals(0, server.jvm().exitCode(), server.jvm()::all);
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      Ends.allAnswered(server, clients);
      Ends.noneReset(server, exiting);
      assertTrue(took < 1500 + 3000, () -> "the exit took " + took + " ms" + server.jvm().all());
    }
  }

  /** The one thread that could answer the others is the one that exits. */
  @ParameterizedTest
  @EnumSource(names = {"SELECTOR", "ASYNC"})
  void anEventLoopThatExits(ServerKind kind) {
    String options = "shutdown.timeout=3s,shutdown.stalled=2s";
    try (HttpServer server = HttpServer.start(Jdks.any(), kind, options);
        LoadClient clients = LoadClient.keptAlive(server.port(), 10);
        LoadClient exiting = LoadClient.keptAlive(server.port(), 1)) {
      clients.askHalf("GET /slow?ms=30000");
      server.awaitEverythingRead();
      long begin = System.nanoTime();
      exiting.askAll("GET /exit");
      assertEquals(0, server.jvm().exitCode(), server.jvm()::all);
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      Ends.noneReset(server, clients);
      Ends.noneReset(server, exiting);
      assertTrue(took < 3000 + 3000, () -> "the exit took " + took + " ms" + server.jvm().all());
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void haltEndsAtOnce(Jdk jdk) {
    try (HttpServer server = HttpServer.start(jdk, ServerKind.THREADS, "", "nothing");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      clients.askHalf("GET /slow?ms=30000");
      server.awaitEverythingRead();
      long took = end(server.jvm(), "halt");
      assertTrue(took < 2000, () -> "took " + took + " ms");
      assertTrue(server.jvm().stdout().stream().noneMatch(l -> l.startsWith("HOOK")));
    }
  }

  /** Whose own drain waits for what is in flight: the agent adds one silence to it at most. */
  static Stream<Arguments> drainingServers() {
    return Stream.of(ServerKind.JDK, ServerKind.TOMCAT, ServerKind.NETTY)
        .flatMap(kind -> Jdks.oldestAndNewest().map(jdk -> Arguments.of(jdk, kind)));
  }

  @ParameterizedTest
  @MethodSource("drainingServers")
  void serversThatDrainThemselves(Jdk jdk, ServerKind kind) {
    String slower = slower(jdk, kind);
    if (slower != null) {
      // The machine is shared with other tests.
      System.out.println(slower + "; measured again");
      slower = slower(jdk, kind);
    }
    assertNull(slower);
  }

  /** By what the exit is slower with the agent; null: by one silence at most. */
  private static String slower(Jdk jdk, ServerKind kind) {
    CompletableFuture<Long> first = meanwhile(() -> drain(jdk, kind, null, 0));
    long busyAlone = drain(jdk, kind, null, 1000);
    long idleAlone = first.join();
    // Netty's own lets nobody finish.
    busyAlone = Math.max(idleAlone + 1000, busyAlone);
    CompletableFuture<Long> second = meanwhile(() -> drain(jdk, kind, "", 0));
    long busy = drain(jdk, kind, "", 1000);
    long idle = second.join();
    String seen = kind + ", " + jdk + ": idle " + idleAlone + " ms, busy " + busyAlone;
    seen += "; with the agent " + idle + ", " + busy;
    System.out.println(seen);
    long more = QUIET_MILLIS + NOISE_MILLIS;
    return idle > idleAlone + more || busy > busyAlone + more ? seen : null;
  }

  private static CompletableFuture<Long> meanwhile(Supplier<Long> work) {
    return CompletableFuture.supplyAsync(work, command -> new Thread(command).start());
  }

  /** How long the exit took, with or without requests in flight. */
  private static long drain(Jdk jdk, ServerKind kind, String agent, int requestMillis) {
    try (HttpServer server = HttpServer.start(jdk, kind, agent, "stop");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      if (requestMillis > 0) {
        clients.askHalf("GET /slow?ms=" + requestMillis);
        server.awaitEverythingRead();
      }
      long took = server.terminate();
      assertTrue(server.jvm().stdout().contains("HOOK stopped"), server.jvm()::all);
      if (agent != null) {
        Ends.allAnswered(server, clients);
      }
      return took;
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aJvmWithoutAcceptedConnectionsExitsAsFastAsEver(Jdk jdk) throws IOException {
    try (ServerSocket peer = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(peer.getLocalPort());
      long without = fastest(() -> exitOfClients(ForkedJvm.on(jdk), port));
      long with = fastest(() -> exitOfClients(ForkedJvm.on(jdk).agent(""), port));
      System.out.println(
          jdk
              + ": exit without accepted connections "
              + without
              + " ms, with "
              + "the agent "
              + with);
      assertTrue(with < without + 300, () -> "without " + without + " ms, with " + with);
    }
  }

  private static long fastest(LongSupplier exit) {
    return LongStream.generate(exit).limit(3).min().orElseThrow();
  }

  private static long exitOfClients(JvmBuilder builder, String port) {
    try (ForkedJvm jvm = builder.subject("shutdown.Clients", port).start()) {
      jvm.awaitLine("READY");
      return end(jvm, "exit");
    }
  }

  private static long end(ForkedJvm jvm, String command) {
    long begin = System.nanoTime();
    jvm.send(command);
    assertEquals(0, jvm.exitCode(), jvm::all);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  /** The JDK keeps the first slot of its shutdown sequence for the console. */
  @ParameterizedTest
  @MethodSource("jdks")
  void theConsoleWorks(Jdk jdk) {
    String java =
        String.join(
            " ",
            jdk.tool("java").toString(),
            "-javaagent:" + Artifacts.agentJar(),
            "-cp",
            Artifacts.subjectClasses().toString(),
            "dev.keepalive.subjects.shutdown.ConsoleUser");
    String seen =
        Commands.feed("secret\n", Requirements.command("script"), "-qec", java, "/dev/null");
    assertTrue(seen.contains("READ secret false"), seen);
    assertTrue(seen.contains("HOOK true"), seen);
  }
}
