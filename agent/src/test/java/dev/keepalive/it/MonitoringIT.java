package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Artifacts;
import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agents that carry JMX to monitoring systems find our attributes. */
@Execution(ExecutionMode.CONCURRENT)
class MonitoringIT {
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void prometheusExporter(Jdk jdk, @TempDir Path files) throws IOException {
    int port = Servers.freePort();
    Path config = files.resolve("exporter.yml");
    Files.writeString(config, "rules:\n- pattern: '.*'\n");
    String exporter =
        "-javaagent:"
            + Artifacts.library("jmx_prometheus_javaagent")
            + "=127.0.0.1:"
            + port
            + ":"
            + config;
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk).jvmArgs(exporter).agent("log=warn").subject("Ordinary", "wait").start()) {
      jvm.awaitLine("READY");
      Await.noProblem(
          Await.LONG,
          () -> {
            String metrics = get("http://127.0.0.1:" + port + "/metrics");
            return metrics.matches("(?s).*\ndev_keepalive_Connections_OpenCount [4-9].*")
                ? null
                : "no OpenCount in " + metrics + jvm.all();
          });
      assertEquals(0, jvm.stderr().size(), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void jolokia(Jdk jdk) {
    int port = Servers.freePort();
    String jolokia =
        "-javaagent:" + Artifacts.library("jolokia-jvm") + "=host=127.0.0.1,port=" + port;
    try (ForkedJvm jvm =
        ForkedJvm.on(jdk).jvmArgs(jolokia).agent("log=warn").subject("Ordinary", "wait").start()) {
      jvm.awaitLine("READY");
      String base = "http://127.0.0.1:" + port + "/jolokia/";
      Await.noProblem(
          Await.LONG,
          () -> {
            String state = get(base + "read/dev.keepalive:type=Agent/State");
            return state.contains("\"value\":\"RUNNING\"") ? null : state + jvm.all();
          });
      String rows = get(base + "exec/dev.keepalive:type=Connections/list/role=client/10");
      assertTrue(rows.contains("\"keepaliveIdleSeconds\":30"), rows);
      String all = get(base + "read/dev.keepalive:type=*");
      assertTrue(all.contains("\"status\":200"), all);
      // One of each shape: text, list, table of texts, of numbers, of rows, a row.
      for (String part :
          new String[] {
            "\"Mode\":\"enforce\"", "\"Missed\":[]", "\"keepalive.idle\":\"30s (default)\"",
            "\"dead.timeout\":0", "\"longestIdleMillis\":", "\"Drain\":{"
          }) {
        assertTrue(all.contains(part), () -> part + " in " + all);
      }
      assertFalse(all.contains("ERROR"), all);
    }
  }

  private static String get(String url) {
    try {
      URLConnection connection = URI.create(url).toURL().openConnection();
      connection.setReadTimeout(30_000);
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return e.toString();
    }
  }
}
