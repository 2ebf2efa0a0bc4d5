package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.Servers;
import dev.keepalive.it.shutdown.Ends;
import dev.keepalive.it.shutdown.HttpServer;
import dev.keepalive.it.shutdown.KeptOpen;
import dev.keepalive.it.shutdown.LoadClient;
import dev.keepalive.it.shutdown.ServerKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the options of the family {@code shutdown} change. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownOptionsIT {
  private static final String DRAINS = "shutdown: draining";

  /** Without a hook of the application's: nobody else would close them. */
  @ParameterizedTest
  @EnumSource(ServerKind.class)
  void listenersAreClosedAtOnce(ServerKind kind) {
    try (HttpServer server = HttpServer.start(Jdks.any(), kind, "");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      clients.askHalf("GET /slow?ms=2000");
      server.awaitEverythingRead();
      server.jvm().terminate();
      awaitRefused(server);
      assertTrue(server.jvm().isAlive(), "only the exit closed it");
      end(server, clients);
    }
  }

  @Test
  void orAfterTheApplicationsHooks() {
    try (HttpServer server =
            HttpServer.start(Jdks.any(), ServerKind.THREADS, "", "sleep-then-nothing");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      server.jvm().terminate();
      server.jvm().awaitLine("HOOK begins");
      try (LoadClient late = LoadClient.keptAlive(server.port(), 5)) {
        late.askAll("GET /slow?ms=2500");
        server.awaitEverythingRead();
        server.jvm().awaitLine("HOOK done");
        awaitRefused(server);
        assertTrue(server.jvm().isAlive(), "only the exit closed it");
        end(server, late);
        end(server, clients);
      }
    }
  }

  @Test
  void orBeforeThemIfToldSo() {
    String options = "shutdown.listeners=close";
    try (HttpServer server =
            HttpServer.start(Jdks.any(), ServerKind.THREADS, options, "sleep-then-nothing");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      server.jvm().terminate();
      server.jvm().awaitLine("HOOK begins");
      assertFalse(accepts(server));
      end(server, clients);
    }
  }

  @Test
  void orNotAtAll() {
    try (HttpServer server =
            HttpServer.start(Jdks.any(), ServerKind.SELECTOR, "shutdown.listeners=keep");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      clients.askHalf("GET /slow?ms=2000");
      server.awaitEverythingRead();
      server.jvm().terminate();
      staysOpen(server, server.port());
      end(server, clients);
    }
  }

  /** For what asks how the JVM is. */
  @Test
  void orNotThoseThatAreExcepted() {
    int other = Servers.freePort();
    try (HttpServer server =
            HttpServer.start(
                Jdks.any(), ServerKind.SELECTOR, "shutdown.except=" + other, "beside", "" + other);
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      clients.askHalf("GET /slow?ms=2000");
      server.awaitEverythingRead();
      server.jvm().terminate();
      awaitRefused(server);
      staysOpen(server, other);
      end(server, clients);
    }
  }

  private static void staysOpen(HttpServer server, int port) {
    awaitLogged(server, DRAINS);
    LoadClient.keptAlive(port, 5).close();
  }

  @Test
  void theDelayIsServedOut() {
    try (HttpServer server = HttpServer.start(Jdks.any(), ServerKind.NETTY, "shutdown.delay=3s");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      server.jvm().terminate();
      awaitLogged(server, DRAINS);
      try (LoadClient late = LoadClient.keptAlive(server.port(), 5)) {
        clients.askAll("GET /");
        clients.awaitAnswers();
        assertTrue(clients.connections().stream().allMatch(one -> one.end() == KeptOpen.End.NONE));
        end(server, late);
        end(server, clients);
      }
    }
  }

  @Test
  void offMeansAsWithoutTheAgent() {
    try (HttpServer server = HttpServer.start(Jdks.any(), ServerKind.NETTY, "shutdown=off");
        LoadClient clients = LoadClient.keptAlive(server.port(), 10)) {
      List<KeptOpen> inFlight = clients.askHalf("GET /slow?ms=2000");
      server.awaitEverythingRead();
      server.terminate();
      clients.awaitEnds();
      assertEquals(inFlight, clients.connections(KeptOpen::cut), server.jvm()::all);
    }
  }

  private static void end(HttpServer server, LoadClient clients) {
    server.jvm().exitCode();
    Ends.allAnswered(server, clients);
  }

  private static void awaitRefused(HttpServer server) {
    Await.noProblem(
        Await.LONG, () -> accepts(server) ? "still listening" + server.jvm().all() : null);
  }

  private static boolean accepts(HttpServer server) {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress("127.0.0.1", server.port()));
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static void awaitLogged(HttpServer server, String what) {
    Await.noProblem(
        Await.LONG,
        () ->
            server.jvm().stderr().stream().anyMatch(line -> line.contains(what))
                ? null
                : "not logged: " + what + server.jvm().all());
  }
}
