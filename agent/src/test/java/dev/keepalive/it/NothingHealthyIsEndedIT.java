package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.Commands;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.NetworkLab;
import dev.keepalive.it.harness.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Slow is not dead: connections that nothing is wrong with, under deadlines that are tight. The
 * tests wait far more than they work, and so run beside one another.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingHealthyIsEndedIT {
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final String PROBES = "keepalive.idle=2s,keepalive.interval=1s,keepalive.count=3";

  private ForkedJvm peer;
  private String port;

  @BeforeAll
  void startPeer() {
    peer = ForkedJvm.on(Jdks.any()).subject("healthy.HealthyPeer", "127.0.0.1").start();
    port = peer.awaitLine("PORT ").substring("PORT ".length());
  }

  @AfterAll
  void stopPeer() {
    peer.close();
  }

  @Test
  void a_peer_that_reads_nothing_for_two_minutes_gets_every_byte() {
    Requirements.networkNamespaces();
    try (NetworkLab lab = new NetworkLab(600);
        ForkedJvm slow =
            ForkedJvm.on(Jdks.any())
                .in(lab.server())
                .subject("healthy.HealthyPeer", NetworkLab.SERVER)
                .start()) {
      String labPort = slow.awaitLine("PORT ").substring("PORT ".length());
      onEachJdk(
          jdk ->
              ForkedJvm.on(jdk)
                  .in(lab.client())
                  .agent(PROBES + ",dead.timeout=5s")
                  .subject("healthy.HealthyConnections", NetworkLab.SERVER, labPort, "slow-reader")
                  .start(),
          jvms -> loseAWindowProbe(lab),
          "slow-reader");
    }
  }

  /** Drops packets just when the next probe of each closed window is due, until it was sent. */
  private static void loseAWindowProbe(NetworkLab lab) {
    awaitProbes(lab, 5);
    lab.blackhole();
    try {
      int before = probesSent(lab);
      Await.noProblem(
          Duration.ofSeconds(40),
          () -> probesSent(lab) > before ? null : "no window probe was sent");
    } finally {
      lab.heal();
    }
  }

  private static void awaitProbes(NetworkLab lab, int least) {
    Await.noProblem(
        Duration.ofSeconds(60),
        () -> probesSent(lab) >= least ? null : "window probes sent: " + probesSent(lab));
  }

  /** Window probes that the kernel of the client's namespace has ever sent. */
  private static int probesSent(NetworkLab lab) {
    String[] lines =
        Commands.run(
                Requirements.command("ip"),
                "netns",
                "exec",
                lab.client(),
                "cat",
                "/proc/net/netstat")
            .split("\n");
    List<String> names = List.of(lines[0].split(" "));
    return Integer.parseInt(lines[1].split(" ")[names.indexOf("TCPWinProbe")]);
  }

  @Test
  void slow_writers_and_half_closed_connections_live() {
    String[] scenarios = {
      "one-byte-a-second", "abandoned-write", "half-closed-socket", "half-closed-channel"
    };
    onEachJdk(
        jdk -> healthy(jdk, PROBES + ",dead.timeout=5s,write.timeout=3s", scenarios),
        jvms -> {},
        scenarios);
  }

  @Test
  void the_applications_own_longer_timeouts_hold() {
    String[] scenarios = {
      "own-longer-timeout",
      "own-longer-timeout-channel-socket",
      "own-longer-timeout-async",
      "own-endless-timeout"
    };
    onEachJdk(jdk -> healthy(jdk, "read.timeout=3s", scenarios), jvms -> {}, scenarios);
  }

  @Test
  void a_jvm_that_was_stopped_has_not_aged() {
    String[] scenarios = {"slow-answer-socket", "slow-answer-channel"};
    onEachJdk(
        jdk -> healthy(jdk, "response.timeout=8s,idle.timeout=8s,dead.timeout=8s", scenarios),
        jvms -> {
          jvms.forEach(ForkedJvm::stop);
          sleepWhileStopped();
          jvms.forEach(ForkedJvm::resume);
        },
        scenarios);
  }

  /** The passing of time is what is tested here. */
  private static void sleepWhileStopped() {
    try {
      Thread.sleep(20_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_defaults_leave_a_patient_subscriber_alone() {
    onEachJdk(jdk -> healthy(jdk, "", "patient-subscriber"), jvms -> {}, "patient-subscriber");
  }

  @Test
  void lingering_closes_do_not_delay_the_deadline_of_another_connection() {
    onEachJdk(
        jdk -> healthy(jdk, "response.timeout=2s", "beside-lingering-closes"),
        jvms -> {},
        "beside-lingering-closes");
  }

  @Test
  void half_an_answer_is_never_a_whole_one() {
    List<ForkedJvm> jvms = new ArrayList<>();
    try {
      for (Jdk jdk : Jdks.all()) {
        jvms.add(
            ForkedJvm.on(jdk)
                .agent("")
                .subject("healthy.HalfPages", "http://127.0.0.1:" + port + "/")
                .start());
      }
      for (ForkedJvm jvm : jvms) {
        assertEquals(0, jvm.exitCode(), jvm::all);
        List<String> results =
            jvm.stdout().stream().filter(line -> line.startsWith("RESULT ")).toList();
        assertFalse(results.size() < 3, jvm::all);
        assertAll(
            results.stream()
                .map(line -> () -> assertFalse(line.matches("RESULT \\S+ 200.*"), jvm::all)));
      }
    } finally {
      jvms.forEach(ForkedJvm::close);
    }
  }

  private ForkedJvm healthy(Jdk jdk, String options, String... scenarios) {
    String[] args =
        Stream.concat(Stream.of("127.0.0.1", port), Stream.of(scenarios)).toArray(String[]::new);
    return ForkedJvm.on(jdk).agent(options).subject("healthy.HealthyConnections", args).start();
  }

  private interface Meanwhile {
    void act(List<ForkedJvm> jvms);
  }

  private static void onEachJdk(
      Function<Jdk, ForkedJvm> start, Meanwhile meanwhile, String... scenarios) {
    List<ForkedJvm> jvms = new ArrayList<>();
    try {
      for (Jdk jdk : Jdks.all()) {
        jvms.add(start.apply(jdk));
      }
      jvms.forEach(jvm -> jvm.awaitLine("STARTED"));
      meanwhile.act(jvms);
      List<Executable> checks = new ArrayList<>();
      for (ForkedJvm jvm : jvms) {
        for (String scenario : scenarios) {
          String prefix = "RESULT " + scenario + " ";
          String line = jvm.awaitLine(prefix, LIMIT);
          checks.add(() -> assertEquals(prefix + "ok", line, jvm::all));
        }
      }
      assertAll(checks);
    } finally {
      jvms.forEach(ForkedJvm::close);
    }
  }
}
