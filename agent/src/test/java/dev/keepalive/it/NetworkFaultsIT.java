package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.NetworkLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the agent is for: a NAT that forgets, and a link that dies in silence. All JDKs at once. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkFaultsIT {
  private static final String PROBES =
      "keepalive.idle=2s,keepalive.interval=1s,keepalive.count=3,log=warn";
  private static final String OPTIONS = PROBES + ",user-timeout=5s";
  private static final int NAT_FORGETS_SECONDS = 4;
  private static final Duration SILENCE = Duration.ofSeconds(9);
  // Without the agent it takes a quarter of an hour; FaultTableIT measures it to the second.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration END_LIMIT = Duration.ofSeconds(30);
  private static final String[] KINDS = {"socket", "channel", "selector", "async"};
  private static final String PORT = "7000";

  @Test
  void clientsSurviveTheNatAndNoticeTheDeadLink() throws InterruptedException {
    clientsSurviveTheNatAndNoticeTheDeadLink(OPTIONS);
  }

  /** {@code dead.timeout=auto} is 5 s here, and {@code user-timeout=auto} is off. */
  @Test
  void theSameOnTheEvidenceOfTheKernelAlone() throws InterruptedException {
    clientsSurviveTheNatAndNoticeTheDeadLink(PROBES);
  }

  private static void clientsSurviveTheNatAndNoticeTheDeadLink(String options)
      throws InterruptedException {
    List<ForkedJvm> open = new ArrayList<>();
    try (NetworkLab lab = new NetworkLab(NAT_FORGETS_SECONDS);
        ForkedJvm server =
            ForkedJvm.on(Jdks.any()).in(lab.server()).subject("EchoServer", PORT).start()) {
      server.awaitLine("READY");
      ForkedJvm unaided =
          ForkedJvm.on(Jdks.any())
              .in(lab.client())
              .subject("FaultClient", NetworkLab.SERVER, PORT)
              .start();
      open.add(unaided);
      Map<Jdk, ForkedJvm> clients = new LinkedHashMap<>();
      for (Jdk jdk : Jdks.all()) {
        ForkedJvm client =
            ForkedJvm.on(jdk)
                .in(lab.client())
                .agent(options)
                .subject("FaultClient", NetworkLab.SERVER, PORT)
                .start();
        open.add(client);
        clients.put(jdk, client);
      }
      unaided.awaitLine("READY");
      clients.values().forEach(client -> client.awaitLine("READY"));

      // Nothing to wait for but the silence itself.
      Thread.sleep(SILENCE.toMillis());

      unaided.send("request");
      clients.values().forEach(client -> client.send("request"));
      long asked = System.nanoTime();
      clients.values().forEach(client -> expect(client, "ANSWERED request", asked, ANSWER_LIMIT));

      clients.values().forEach(client -> client.send("wait"));
      clients.values().forEach(client -> client.awaitLine("BEGUN wait"));
      lab.blackhole();
      long dead = System.nanoTime();
      clients.values().forEach(client -> client.send("send"));
      clients.values().forEach(client -> expect(client, "ENDED wait", dead, END_LIMIT));
      clients.values().forEach(client -> expect(client, "ENDED send", dead, END_LIMIT));

      assertTrue(
          unaided.lineWithin("ANSWERED", Duration.ZERO) == null,
          () -> "the lab does not bite: answered without the agent" + unaided.all());
    } finally {
      open.forEach(ForkedJvm::close);
    }
  }

  @Test
  void acceptedConnectionsNoticeTheDeadLink() {
    List<ForkedJvm> open = new ArrayList<>();
    try (NetworkLab lab = new NetworkLab(600)) {
      Map<Jdk, ForkedJvm> servers = new LinkedHashMap<>();
      for (Jdk jdk : Jdks.all()) {
        String port = Integer.toString(7000 + jdk.feature());
        ForkedJvm server =
            ForkedJvm.on(jdk).in(lab.server()).agent(OPTIONS).subject("EchoServer", port).start();
        open.add(server);
        servers.put(jdk, server);
      }
      servers.values().forEach(server -> server.awaitLine("READY"));
      for (Jdk jdk : Jdks.all()) {
        String port = Integer.toString(7000 + jdk.feature());
        ForkedJvm client =
            ForkedJvm.on(Jdks.any())
                .in(lab.client())
                .subject("FaultClient", NetworkLab.SERVER, port)
                .start();
        open.add(client);
        client.awaitLine("READY");
      }
      lab.blackhole();
      long dead = System.nanoTime();
      for (ForkedJvm server : servers.values()) {
        assertTrue(
            server.lineWithin("LOST", left(dead, END_LIMIT)) != null,
            () -> "an accepted connection outlived its link" + server.all());
      }
    } finally {
      open.forEach(ForkedJvm::close);
    }
  }

  /** A line for each kind, within that time of a moment. */
  private static void expect(ForkedJvm client, String what, long since, Duration limit) {
    for (String kind : KINDS) {
      assertTrue(
          client.lineWithin(what + " " + kind, left(since, limit)) != null,
          () -> "no '" + what + " " + kind + "' within " + limit.toSeconds() + " s" + client.all());
    }
  }

  private static Duration left(long since, Duration limit) {
    return limit.minusNanos(System.nanoTime() - since);
  }
}
