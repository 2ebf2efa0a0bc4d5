package dev.keepalive.it.shutdown;

import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two servers of a kind behind HAProxy, restarted in turn under a steady load. */
public final class RollingRestart {
  /** The agent's. */
  static final String OPTIONS = "shutdown.delay=2s";

  private static final int CLIENTS = 6;
  private static final int PAUSE_MILLIS = 20;

  private final Jdk jdk;
  private final ServerKind kind;
  private final boolean agent;
  private final List<String> said = new ArrayList<>();

  /**
   * What its clients saw.
   *
   * @param said the last lines of the servers that were ended
   */
  public record Result(SteadyLoad.Count gets, SteadyLoad.Count posts, String said) {}

  public RollingRestart(Jdk jdk, ServerKind kind, boolean agent) {
    this.jdk = jdk;
    this.kind = kind;
    this.agent = agent;
  }

  /**
   * @param restarts of each of the two
   * @param leastMillis between two restarts
   */
  public Result run(int restarts, long leastMillis, Path directory)
      throws IOException, InterruptedException {
    HttpServer[] servers = {start(Servers.freePort()), start(Servers.freePort())};
    try (HaProxy proxy = new HaProxy(directory, servers[0].port(), servers[1].port())) {
      proxy.awaitBothUp();
      try (SteadyLoad load = new SteadyLoad(proxy.port(), PAUSE_MILLIS)) {
        load.clients(CLIENTS, "GET", "/slow?ms=50")
            .clients(CLIENTS, "GET", "/big?mb=30")
            .clients(CLIENTS, "POST", "/slow?ms=50");
        for (int i = 0; i < 2 * restarts; i++) {
          int turn = i % 2;
          long begin = System.nanoTime();
          servers[turn].terminate();
          said.add(servers[turn].jvm().all());
          servers[turn] = start(servers[turn].port());
          proxy.awaitBothUp();
          Thread.sleep(Math.max(0, leastMillis - HttpServer.millisSince(begin)));
        }
        load.finish();
        return new Result(load.of("GET"), load.of("POST"), String.join("", said) + proxy.log());
      }
    } finally {
      for (HttpServer server : servers) {
        server.close();
      }
    }
  }

  private HttpServer start(int port) {
    return HttpServer.startOn(port, jdk, kind, agent ? OPTIONS : null);
  }
}
