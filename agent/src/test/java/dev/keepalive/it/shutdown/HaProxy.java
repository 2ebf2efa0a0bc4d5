package dev.keepalive.it.shutdown;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.Requirements;
import dev.keepalive.it.harness.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A real HAProxy in the foreground, before two servers on the same machine. */
public final class HaProxy implements AutoCloseable {
  /** A POST is never sent twice: it might be done twice. */
  static final String CONFIGURATION =
      """
      defaults
        mode http
        option redispatch
        retries 3
        retry-on conn-failure empty-response
        timeout connect 2s
        timeout client 60s
        timeout server 60s

      frontend clients
        bind 127.0.0.1:%d
        http-request disable-l7-retry if METH_POST
        default_backend servers

      backend servers
        balance roundrobin
        option httpchk GET /
        default-server check inter 500ms fall 2 rise 1
        server first 127.0.0.1:%d
        server second 127.0.0.1:%d
      """;

  private static final String STATISTICS =
      """

      listen statistics
        bind 127.0.0.1:%d
        stats enable
        stats uri /
      """;

  private final int port = Servers.freePort();
  private final int statistics = Servers.freePort();
  private final Path log;
  private final Process process;

  /**
   * @param directory for its configuration and its log
   */
  public HaProxy(Path directory, int first, int second) throws IOException {
    Path configuration = directory.resolve("haproxy.cfg");
    Files.writeString(
        configuration,
        String.format(CONFIGURATION, port, first, second) + String.format(STATISTICS, statistics));
    log = directory.resolve("haproxy.log");
    process =
        new ProcessBuilder(Requirements.command("haproxy"), "-db", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  public int port() {
    return port;
  }

  /** Waits until its checks have found both servers up. */
  public void awaitBothUp() {
    Await.noProblem(
        Await.LONG,
        () -> {
          String table = table();
          long up =
              Arrays.stream(table.split("\n"))
                  .filter(line -> line.matches("servers,(first|second),.*,UP,.*"))
                  .count();
          return up == 2 ? null : "not both up: " + table + log();
        });
  }

  private String table() {
    try (InputStream in =
        URI.create("http://127.0.0.1:" + statistics + "/;csv").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What it said. */
  public String log() {
    try {
      return "\nHAProxy:\n" + Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
