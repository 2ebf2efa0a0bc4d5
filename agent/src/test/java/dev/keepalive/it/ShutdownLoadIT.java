package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.shutdown.Ends;
import dev.keepalive.it.shutdown.HttpServer;
import dev.keepalive.it.shutdown.KeptOpen;
import dev.keepalive.it.shutdown.LoadClient;
import dev.keepalive.it.shutdown.ServerKind;
import dev.keepalive.it.shutdown.SlowReader;
import dev.keepalive.it.shutdown.SlowWriter;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** SIGTERM to servers whose clients are many, slow, stubborn, eager, or not accepted yet. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownLoadIT {
  private static final long FEW = 6;

  private static final int MEGABYTES = 50;
  private static final int BYTES_PER_SECOND = 13_000_000;

  static Stream<Arguments> largeServers() {
    return Stream.of(
        Arguments.of(Jdks.near(8), ServerKind.THREADS),
        Arguments.of(Jdks.near(17), ServerKind.SELECTOR),
        Arguments.of(Jdks.near(21), ServerKind.ASYNC),
        Arguments.of(Jdks.near(25), ServerKind.NETTY));
  }

  static Stream<Arguments> oneOfThreadsOneOfEvents() {
    return Stream.of(
        Arguments.of(Jdks.near(8), ServerKind.THREADS),
        Arguments.of(Jdks.near(25), ServerKind.NETTY));
  }

  static Stream<Arguments> everyKindOnce() {
    return Stream.concat(
        largeServers(),
        Stream.of(
            Arguments.of(Jdks.near(8), ServerKind.TOMCAT),
            Arguments.of(Jdks.near(25), ServerKind.JDK)));
  }

  @ParameterizedTest
  @MethodSource("largeServers")
  void twoThousandConnections(Jdk jdk, ServerKind kind) {
    try (HttpServer server = HttpServer.start(jdk, kind, "");
        LoadClient clients = LoadClient.keptAlive(server.port(), 2000)) {
      clients.askHalf("GET /slow?ms=2000");
      server.awaitEverythingRead();
      long took = server.terminate();
      Ends.allAnswered(server, clients);
      assertTrue(took < 6000, () -> "the exit took " + took + " ms" + server.jvm().all());
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindOnce")
  void aLargeAnswerToASlowReader(Jdk jdk, ServerKind kind) throws IOException {
    try (HttpServer server = HttpServer.start(jdk, kind, "");
        SlowReader reader = new SlowReader(server.port(), MEGABYTES, BYTES_PER_SECOND)) {
      awaitSomeBytes(reader);
      server.terminate();
      assertEquals("FIN", reader.awaitEnd(), server.jvm()::all);
      assertTrue(
          reader.bytes() > MEGABYTES * 1024L * 1024,
          () -> "only " + reader.bytes() + " bytes" + server.jvm().all());
    }
  }

  /** So that the test above proves something. */
  @Test
  void withoutTheAgentHalfOfItIsLost() throws IOException {
    try (HttpServer server = HttpServer.start(Jdks.any(), ServerKind.THREADS, null);
        SlowReader reader = new SlowReader(server.port(), MEGABYTES, BYTES_PER_SECOND)) {
      awaitSomeBytes(reader);
      server.terminate();
      reader.awaitEnd();
      assertTrue(reader.bytes() < MEGABYTES * 1024L * 1024, () -> reader.bytes() + " bytes");
    }
  }

  private static void awaitSomeBytes(SlowReader reader) {
    Await.noProblem(Await.LONG, () -> reader.bytes() > 1_000_000 ? null : "nothing comes");
  }

  @ParameterizedTest
  @MethodSource("everyKindOnce")
  void clientsThatNeverAnswerOurFin(Jdk jdk, ServerKind kind) {
    try (HttpServer server = HttpServer.start(jdk, kind, "");
        LoadClient clients = LoadClient.stubborn(server.port(), 60)) {
      clients.askHalf("GET /slow?ms=1000");
      server.awaitEverythingRead();
      long took = server.terminate();
      Ends.allAnswered(server, clients);
      // The slowest request, the quiet after it, the linger.
      assertTrue(took < 5000, () -> "the exit took " + took + " ms" + server.jvm().all());
    }
  }

  /** Of clients that go on asking each request is answered, or its connection had ended. */
  @ParameterizedTest
  @MethodSource("everyKindOnce")
  void requestsThatStillArrive(Jdk jdk, ServerKind kind) {
    long crossed = crossing(jdk, kind);
    if (crossed > FEW) {
      // The machine is shared with other tests.
      System.out.println(kind + ", " + jdk + ": " + crossed + " crossed a FIN; measured again");
      crossed = crossing(jdk, kind);
    }
    long last = crossed;
    assertTrue(last <= FEW, () -> "crossed a FIN: " + last);
  }

  /** How many of 60 clients that go on asking lost a request. */
  private static long crossing(Jdk jdk, ServerKind kind) {
    try (HttpServer server = HttpServer.start(jdk, kind, "shutdown.timeout=3s");
        LoadClient clients = LoadClient.keptAlive(server.port(), 60)) {
      List<KeptOpen> all = clients.connections();
      clients.repeat(all.subList(0, 20), "GET /slow?ms=30", 100);
      clients.repeat(all.subList(20, 40), "POST /slow?ms=30", 300);
      clients.repeat(all.subList(40, 60), "GET /", 1000);
      Await.noProblem(
          Await.LONG,
          () -> all.stream().allMatch(one -> one.answered() > 1) ? null : clients.summary());
      int before = all.stream().mapToInt(KeptOpen::answered).sum();
      long took = server.terminate();
      clients.awaitEnds();
      int during = all.stream().mapToInt(KeptOpen::answered).sum() - before;
      long crossed = clients.connections(KeptOpen::cut).size();
      System.out.println(
          kind
              + ", "
              + jdk
              + ": answered during the drain "
              + during
              + ", crossed a FIN "
              + crossed
              + ", exit after "
              + took
              + " ms");
      Ends.noneReset(server, clients);
      assertTrue(
          during > 20, () -> "answered during the drain: " + during + Ends.all(server, clients));
      assertTrue(took < 3000 + 3000, () -> "the exit took " + took + " ms" + server.jvm().all());
      return crossed;
    }
  }

  /** As load generators do it: there is no good moment to close, but there is a clean way. */
  @ParameterizedTest
  @MethodSource("oneOfThreadsOneOfEvents")
  void requestsWithoutAPause(Jdk jdk, ServerKind kind) {
    try (HttpServer server = HttpServer.start(jdk, kind, "shutdown.timeout=3s");
        LoadClient clients = LoadClient.keptAlive(server.port(), 30)) {
      clients.repeat(clients.connections(), "GET /slow?ms=20", 0);
      Await.noProblem(
          Await.LONG,
          () ->
              clients.connections().stream().allMatch(one -> one.answered() > 10)
                  ? null
                  : clients.summary());
      long took = server.terminate();
      clients.awaitEnds();
      System.out.println(
          kind
              + ", "
              + jdk
              + ": without a pause "
              + clients.connections(KeptOpen::cut).size()
              + " of 30 crossed a FIN, exit after "
              + took
              + " ms");
      Ends.noneReset(server, clients);
      assertTrue(took < 3000 + 3000, () -> "the exit took " + took + " ms" + server.jvm().all());
    }
  }

  @ParameterizedTest
  @MethodSource("everyKindOnce")
  void anUploadThatIsBeingRead(Jdk jdk, ServerKind kind) throws IOException {
    int length = 500_000;
    try (HttpServer server = HttpServer.start(jdk, kind, "");
        SlowWriter writer = new SlowWriter(server.port(), length, 50)) {
      Await.noProblem(
          Await.LONG, () -> writer.sent() > length / 5 ? null : "sent " + writer.sent());
      assertTrue(writer.sent() < length / 2, "too late to prove anything");
      server.terminate();
      assertTrue(
          writer.awaitAnswer().endsWith("took " + length),
          () -> writer.awaitAnswer() + server.jvm().all());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"THREADS", "SELECTOR"})
  void clientsInTheBacklogAreServed(ServerKind kind) {
    try (HttpServer server = HttpServer.start(Jdks.any(), kind, "");
        LoadClient first = LoadClient.keptAlive(server.port(), 10)) {
      first.askAll("GET /slow?ms=1500");
      server.awaitEverythingRead();
      server.jvm().send("hold");
      server.jvm().awaitLine("DONE hold");
      try (LoadClient waiting = LoadClient.connected(server.port(), 50)) {
        waiting.askAll("GET /");
        server.jvm().terminate();
        // Until a listener that is closed too early would be.
        first.awaitEnds();
        server.jvm().send("release");
        server.jvm().exitCode();
        Ends.allAnswered(server, waiting);
        Ends.allAnswered(server, first);
      }
    }
  }

  @Test
  void withoutTheAgentTheyAreReset() {
    try (HttpServer server = HttpServer.start(Jdks.any(), ServerKind.THREADS, null)) {
      server.jvm().send("hold");
      server.jvm().awaitLine("DONE hold");
      try (LoadClient waiting = LoadClient.connected(server.port(), 50)) {
        waiting.askAll("GET /");
        server.terminate();
        waiting.awaitEnds();
        assertNotEquals(List.of(), waiting.connections(one -> one.end() == KeptOpen.End.RESET));
      }
    }
  }

  @Test
  void aRequestWithoutAnEndIsCutAtTheTimeout() {
    String options = "shutdown.timeout=2s,shutdown.stalled=30s";
    long took = exitDuring("GET /slow?ms=60000", options);
    assertTrue(took >= 2000 && took < 2000 + 4000, () -> "the exit took " + took + " ms");
  }

  @Test
  void aLongPollIsLetGo() {
    long took = exitDuring("GET /slow?ms=60000", "shutdown.timeout=20s,shutdown.stalled=1s");
    assertTrue(took < 1000 + 4000, () -> "the exit took " + took + " ms");
  }

  /** How long it took, in milliseconds; the client is let go by a FIN. */
  private static long exitDuring(String request, String options) {
    try (HttpServer server = HttpServer.start(Jdks.any(), ServerKind.SELECTOR, options);
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      clients.askHalf(request);
      server.awaitEverythingRead();
      long took = server.terminate();
      Ends.noneReset(server, clients);
      return took;
    }
  }
}
