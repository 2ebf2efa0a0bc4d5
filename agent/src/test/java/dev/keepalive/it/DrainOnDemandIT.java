package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.shutdown.Ends;
import dev.keepalive.it.shutdown.HttpServer;
import dev.keepalive.it.shutdown.KeptOpen;
import dev.keepalive.it.shutdown.LoadClient;
import dev.keepalive.it.shutdown.ServerKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A drain that is asked for through JMX: the connections go, the server stays. */
@Execution(ExecutionMode.CONCURRENT)
class DrainOnDemandIT {
  private static final int CONNECTIONS = 60;

  static Stream<Arguments> everyKindOnce() {
    return Stream.of(
        Arguments.of(Jdks.near(8), ServerKind.THREADS),
        Arguments.of(Jdks.near(8), ServerKind.TOMCAT),
        Arguments.of(Jdks.near(11), ServerKind.SELECTOR),
        Arguments.of(Jdks.near(17), ServerKind.ASYNC),
        Arguments.of(Jdks.near(21), ServerKind.NETTY),
        Arguments.of(Jdks.near(25), ServerKind.JDK));
  }

  @ParameterizedTest
  @MethodSource("everyKindOnce")
  void theServerGoesOn(Jdk jdk, ServerKind kind) {
    try (HttpServer server = HttpServer.start(jdk, kind, "");
        LoadClient clients = LoadClient.keptAlive(server.port(), CONNECTIONS)) {
      server.awaitProgress("state=NONE");
      clients.askHalf("GET /slow?ms=3000");
      server.awaitEverythingRead();
      drain(server, 8);
      server.awaitProgress("state=RUNNING", "connections=60", "underWay=30", "idle=30");

      Ends.allAnswered(server, clients);
      server.awaitProgress("state=DONE", "idle=30", "finished=30", "letGo=0", "left=0");

      try (LoadClient later = LoadClient.keptAlive(server.port(), 5)) {
        server.terminate();
        Ends.allAnswered(server, later);
        // What was drained before is not counted again.
        assertTrue(server.lastWord().contains(" idle=5 finished=0 "), server.jvm()::all);
      }
    }
  }

  @Test
  void aJvmThatEndsMeanwhileDrainsOnce() {
    try (HttpServer server = HttpServer.start(Jdks.any(), ServerKind.SELECTOR, "");
        LoadClient clients = LoadClient.keptAlive(server.port(), CONNECTIONS)) {
      clients.askHalf("GET /slow?ms=2000");
      server.awaitEverythingRead();
      drain(server, 30);
      server.awaitProgress("state=RUNNING", "idle=30");
      long took = server.terminate();
      Ends.allAnswered(server, clients);
      assertTrue(server.lastWord().contains(" idle=0 finished=30 "), server.jvm()::all);
      assertTrue(took < 2000 + 3000, () -> "the exit took " + took + " ms" + server.jvm().all());
    }
  }

  @Test
  void cancelledItLeavesTheRestAlone() {
    try (HttpServer server = HttpServer.start(Jdks.any(), ServerKind.NETTY, "");
        LoadClient clients = LoadClient.keptAlive(server.port(), CONNECTIONS)) {
      clients.askHalf("GET /slow?ms=3000");
      server.awaitEverythingRead();
      drain(server, 8);
      server.awaitProgress("state=RUNNING", "idle=30");
      server.jvm().send("cancel");
      server.jvm().awaitLine("CANCELLED true");
      server.awaitProgress("state=CANCELLED", "idle=30", "finished=0");
      theOtherHalfLives(clients, server);
      server.jvm().send("cancel");
      server.jvm().awaitLine("CANCELLED false");
    }
  }

  @Test
  void whatTakesLongerThanItMayIsLeftAlone() {
    try (HttpServer server = HttpServer.start(Jdks.any(), ServerKind.THREADS, "");
        LoadClient clients = LoadClient.keptAlive(server.port(), CONNECTIONS)) {
      clients.askHalf("GET /slow?ms=5000");
      server.awaitEverythingRead();
      drain(server, 2);
      server.awaitProgress("state=TIMED_OUT", "idle=30", "finished=0", "left=30");
      theOtherHalfLives(clients, server);
    }
  }

  /** Half have ended; the others are answered, and asked again are answered again. */
  private static void theOtherHalfLives(LoadClient clients, HttpServer server) {
    clients.awaitAnswers();
    List<KeptOpen> living =
        clients.connections(connection -> connection.end() == KeptOpen.End.NONE);
    assertEquals(CONNECTIONS / 2, living.size(), () -> Ends.all(server, clients));
    clients.askAll("GET /");
    clients.awaitAnswers();
    assertEquals(List.of(), reset(clients), () -> Ends.all(server, clients));
    assertTrue(
        living.stream().allMatch(one -> one.answered() == 3), () -> Ends.all(server, clients));
  }

  private static void drain(HttpServer server, int seconds) {
    server.jvm().send("drain " + seconds);
    server.jvm().awaitLine("DONE drain");
  }

  private static List<KeptOpen> reset(LoadClient clients) {
    return clients.connections(connection -> connection.end() == KeptOpen.End.RESET);
  }
}
