package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keepalive.it.harness.Artifacts;
import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.NettyCopies;
import dev.keepalive.it.harness.NetworkLab;
import dev.keepalive.it.harness.Ss;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Netty's own sockets, of every transport and copy of it that runs here. */
@Execution(ExecutionMode.CONCURRENT)
class NativeTransportsIT {
  private static final String PORT = "7000";
  private static final int PAIRS = 5;
  private static final int LOAD = 100;
  private static final int LOAD_THREADS = 4;

  static Stream<Arguments> everywhere() {
    return Jdks.all().stream()
        .flatMap(jdk -> NettyCopies.on(jdk).map(copy -> Arguments.of(jdk, copy)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void connectionsAreOnRecordAndKeptAlive(Jdk jdk, NettyCopies copy, @TempDir Path files) {
    try (ForkedJvm jvm = subject(jdk, copy, files).agent("log=warn").start()) {
      jvm.awaitLine("READY");
      done(jvm, "pairs " + PAIRS);
      Await.noProblem(
          Await.LONG,
          () -> {
            List<Ss.Row> rows = Ss.established(jvm.pid());
            return rows.size() == 2 * PAIRS && rows.stream().allMatch(row -> row.probesWithin(30))
                ? null
                : rows + jvm.all();
          });

      done(jvm, "load " + LOAD);
      jvm.awaitLine("FAILED 0");
      done(jvm, "registry 1");
      List<String> rows = lines(jvm, "ROW ");
      assertEquals(2 * PAIRS, rows.size(), jvm::all);
      for (String role : List.of("client", "server")) {
        String row = "ROW " + role + " native 10 10 true";
        assertEquals(PAIRS, rows.stream().filter(row::equals).count(), jvm::all);
      }
      done(jvm, "close");
      done(jvm, "registry 2");
      int opened = 2 * (PAIRS + LOAD * LOAD_THREADS);
      List<String> totals = lines(jvm, "TOTAL ");
      assertEquals(
          List.of(
              "TOTAL OpenCount 0",
              "TOTAL OpenedTotal " + opened,
              "TOTAL ClosedTotal " + opened,
              "TOTAL AdviceFailuresTotal 0",
              "TOTAL Missed []",
              "TOTAL Problems []"),
          totals.subList(totals.size() / 2, totals.size()),
          jvm::all);
      assertEquals(List.of(), agentLines(jvm), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void everyDeadlineHolds(Jdk jdk, NettyCopies copy, @TempDir Path files) throws IOException {
    try (Peer response = new Peer();
        Peer write = new Peer();
        Peer idle = new Peer();
        Peer lifetime = new Peer();
        Peer closeWait = new Peer();
        Peer connect = new Peer()) {
      connect.fillBacklog();
      String options =
          "watch.interval=200ms,log=warn,close.grace=1s"
              + response.rule("response.timeout=1s")
              + write.rule("write.timeout=1s")
              + idle.rule("idle.timeout=1s")
              + lifetime.rule("lifetime=1s")
              + closeWait.rule("close-wait.timeout=1s")
              + connect.rule("connect.timeout=1s");
      try (ForkedJvm jvm = subject(jdk, copy, files).agent(options).start()) {
        jvm.awaitLine("READY");
        done(jvm, "open response 127.0.0.1 " + response.port());
        done(jvm, "open write 127.0.0.1 " + write.port());
        done(jvm, "open idle 127.0.0.1 " + idle.port());
        done(jvm, "open lifetime 127.0.0.1 " + lifetime.port());
        done(jvm, "open close-wait 127.0.0.1 " + closeWait.port() + " deaf");
        done(jvm, "open connect 127.0.0.1 " + connect.port());
        for (String name : List.of("response", "write", "idle", "lifetime", "close-wait")) {
          jvm.awaitLine("EVENT " + name + " connect null");
        }
        closeWait.closeAccepted();
        done(jvm, "ask response");
        done(jvm, "push write");

        named(jvm, copy, "EVENT response exception ", "response.timeout 1s");
        jvm.awaitLine("EVENT response inactive");
        jvm.awaitLine("EVENT write inactive");
        idle.expectEnd();
        lifetime.expectEnd();
        for (String name : List.of("idle", "lifetime", "close-wait")) {
          jvm.awaitLine("EVENT " + name + " inactive");
        }
        named(jvm, copy, "EVENT connect connect ", "connect.timeout 1s");
        done(jvm, "registry");
        List<String> totals = lines(jvm, "TOTAL ");
        assertTrue(totals.contains("TOTAL OpenCount 0"), jvm::all);
        assertTrue(totals.contains("TOTAL OpenedTotal 5"), jvm::all);
        assertTrue(totals.contains("TOTAL AdviceFailuresTotal 0"), jvm::all);
      }
    }
  }

  /** The application cannot turn it off again, and changes at run time arrive. */
  @ParameterizedTest
  @MethodSource("everywhere")
  void optionsHold(Jdk jdk, NettyCopies copy, @TempDir Path files) throws IOException {
    try (Peer peer = new Peer();
        ForkedJvm jvm = subject(jdk, copy, files).agent("log=warn").start()) {
      jvm.awaitLine("READY");
      done(jvm, "open it 127.0.0.1 " + peer.port());
      jvm.awaitLine("EVENT it connect null");
      done(jvm, "alter it");
      probes(jvm, true, 30);
      done(jvm, "set keepalive.idle 5s");
      probes(jvm, true, 5);
      done(jvm, "set mode off");
      // What the application had set itself.
      probes(jvm, false, 0);
    }
  }

  /** Data that nobody acknowledges any more: a link that died in silence. */
  @ParameterizedTest
  @EnumSource
  void aDeadPeerIsNoticed(NettyCopies copy, @TempDir Path files) {
    Jdk jdk = Jdks.any();
    assumeTrue(NettyCopies.on(jdk).anyMatch(copy::equals));
    try (NetworkLab lab = new NetworkLab(600);
        ForkedJvm server = ForkedJvm.on(jdk).in(lab.server()).subject("EchoServer", PORT).start();
        ForkedJvm client =
            subject(jdk, copy, files)
                .in(lab.client())
                .agent("dead.timeout=3s,watch.interval=200ms,log=warn")
                .start()) {
      server.awaitLine("READY");
      client.awaitLine("READY");
      done(client, "open it " + NetworkLab.SERVER + " " + PORT);
      client.awaitLine("EVENT it connect null");
      lab.blackhole();
      done(client, "ask it");
      named(client, copy, "EVENT it exception ", "dead.timeout 3s");
      client.awaitLine("EVENT it inactive");
    }
  }

  /** Connections older than the weaving go on as they are; the younger ones are on record. */
  @ParameterizedTest
  @MethodSource("everywhere")
  void loadedClassesAreWoven(Jdk jdk, NettyCopies copy, @TempDir Path files) {
    assumeTrue(jdk.feature() >= 9, "loaded by a tool that Java 8 does not have");
    try (ForkedJvm jvm = subject(jdk, copy, files).start()) {
      jvm.awaitLine("READY");
      done(jvm, "pairs 1");
      try (ForkedJvm jcmd =
          ForkedJvm.on(jdk)
              .startTool(
                  "jcmd",
                  Long.toString(jvm.pid()),
                  "JVMTI.agent_load",
                  Artifacts.agentJar().toString())) {
        assertEquals(0, jcmd.exitCode(), jcmd::all);
      }
      done(jvm, "pairs 2");
      done(jvm, "registry");
      assertEquals(
          List.of(
              "ROW client native 10 10 true",
              "ROW client native 10 10 true",
              "ROW server native 10 10 true",
              "ROW server native 10 10 true"),
          lines(jvm, "ROW ").stream().sorted().toList(),
          jvm::all);
      done(jvm, "close");
      done(jvm, "registry again");
      assertTrue(lines(jvm, "TOTAL ").contains("TOTAL ClosedTotal 4"), jvm::all);
      assertFalse(
          lines(jvm, "TOTAL AdviceFailuresTotal").stream().anyMatch(line -> !line.endsWith(" 0")),
          jvm::all);
    }
  }

  private static void probes(ForkedJvm jvm, boolean on, int within) {
    Await.noProblem(
        Await.LONG,
        () -> {
          List<Ss.Row> rows = Ss.established(jvm.pid());
          boolean right =
              rows.size() == 1
                  && (on ? rows.get(0).probesWithin(within) : rows.get(0).timer().isEmpty());
          return right ? null : rows + jvm.all();
        });
  }

  /** io_uring hands out error numbers, so that its exceptions are the kernel's. */
  private static void named(ForkedJvm jvm, NettyCopies copy, String event, String reason) {
    String line = jvm.awaitLine(event);
    String expected = copy.isCompletionBased() ? "timed out" : "keepalive-agent: " + reason;
    assertTrue(line.contains(expected), () -> line + jvm.all());
  }

  private static JvmBuilder subject(Jdk jdk, NettyCopies copy, Path files) {
    JvmBuilder builder = ForkedJvm.on(jdk);
    if (jdk.feature() >= 22) {
      builder.jvmArgs("--enable-native-access=ALL-UNNAMED");
    }
    return builder
        .classPath(copy.classPath(files, Artifacts.subjectsClassPath()))
        .subject("NativeTransport", copy.transport());
  }

  private static void done(ForkedJvm jvm, String command) {
    jvm.send(command);
    jvm.awaitLine("DONE " + command);
  }

  private static List<String> lines(ForkedJvm jvm, String prefix) {
    return jvm.stdout().stream().filter(line -> line.startsWith(prefix)).toList();
  }

  private static List<String> agentLines(ForkedJvm jvm) {
    return jvm.stderr().stream().filter(line -> line.contains("keepalive-agent")).toList();
  }

  /** A peer that accepts, and says nothing. */
  private static final class Peer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> fillers = new ArrayList<>();

    Peer() throws IOException {}

    int port() {
      return listener.getLocalPort();
    }

    String rule(String option) {
      String name = "p" + port();
      return ",rule." + name + ".peer=127.0.0.1:" + port() + ",rule." + name + "." + option;
    }

    /** From now on nobody gets an answer. */
    void fillBacklog() throws IOException {
      for (int i = 0; i < 2; i++) {
        fillers.add(new Socket(listener.getInetAddress(), port()));
      }
    }

    void closeAccepted() throws IOException {
      listener.accept().close();
    }

    /** An orderly end. */
    void expectEnd() throws IOException {
      try (Socket socket = listener.accept()) {
        socket.setSoTimeout((int) Await.LONG.toMillis());
        assertEquals(-1, socket.getInputStream().read());
      }
    }

    @Override
    public void close() throws IOException {
      for (Socket filler : fillers) {
        filler.close();
      }
      listener.close();
    }
  }
}
