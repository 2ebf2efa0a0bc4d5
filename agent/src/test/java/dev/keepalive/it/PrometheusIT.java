package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Artifacts;
import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.Commands;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.Requirements;
import dev.keepalive.it.harness.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The files in docs/monitoring before a real Prometheus. */
@Execution(ExecutionMode.CONCURRENT)
class PrometheusIT {
  private static final Path DOCS = Path.of("..", "docs", "monitoring").toAbsolutePath();
  private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern METRIC = Pattern.compile("keepalive_[a-z_]+");

  @Test
  void rulesAlertsAndDashboard(@TempDir Path files) throws Exception {
    int exporter = Servers.freePort();
    int prometheus = Servers.freePort();
    Path config = files.resolve("prometheus.yml");
    Files.writeString(
        config,
        "global: {scrape_interval: 1s, evaluation_interval: 1s}\n"
            + ("rule_files: [" + DOCS.resolve("alerts.yaml") + "]\n")
            + "scrape_configs:\n- job_name: test\n  static_configs:\n"
            + ("  - targets: ['127.0.0.1:" + exporter + "']\n"));
    Commands.run(Requirements.command("promtool"), "check", "config", config.toString());
    String agent =
        "-javaagent:"
            + Artifacts.library("jmx_prometheus_javaagent")
            + "=127.0.0.1:"
            + exporter
            + ":"
            + DOCS.resolve("jmx_exporter.yaml");
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdks.any()).jvmArgs(agent).agent("").subject("Ordinary", "wait").start()) {
      jvm.awaitLine("READY");
      Process server =
          new ProcessBuilder(
                  Requirements.command("prometheus"),
                  "--config.file=" + config,
                  "--storage.tsdb.path=" + files.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + prometheus)
              .redirectErrorStream(true)
              .redirectOutput(files.resolve("prometheus.log").toFile())
              .start();
      try {
        String api = "http://127.0.0.1:" + prometheus + "/api/v1/";
        for (String metric : metrics()) {
          awaitData(api, metric);
        }
        for (String expression : expressions()) {
          // Nothing has been condemned, so what shows only that shows nothing.
          boolean empty = expression.contains(") > 0") || expression.contains("!=");
          awaitData(api, empty ? expression.replaceAll(" > 0$", "") : expression);
        }
        String rules = get(api + "rules");
        assertEquals(7, count(rules, "\"health\":\"ok\""), rules);
        assertEquals(0, count(rules, "\"state\":\"firing\""), rules);
      } finally {
        server.destroy();
        server.waitFor();
      }
    }
  }

  /** Of the dashboard, for all instances. */
  private static List<String> expressions() throws IOException {
    List<String> expressions =
        EXPRESSION
            .matcher(Files.readString(DOCS.resolve("grafana-dashboard.json")))
            .results()
            .map(match -> match.group(1).replace("\\\"", "\""))
            .map(text -> text.replace("$instance", ".*").replace("$__rate_interval", "1m"))
            .toList();
    assertTrue(expressions.size() > 15, expressions::toString);
    return expressions;
  }

  /** That any of the files speaks of. */
  private static List<String> metrics() throws IOException {
    return Stream.of("jmx_exporter.yaml", "alerts.yaml", "grafana-dashboard.json")
        .flatMap(file -> METRIC.matcher(read(DOCS.resolve(file))).results())
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void awaitData(String api, String expression) {
    Await.noProblem(
        Await.LONG,
        () -> {
          String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
          String answer = get(api + "query?query=" + encoded);
          return answer.contains("\"status\":\"success\"") && answer.contains("\"value\":[")
              ? null
              : expression + ": " + answer;
        });
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static String get(String url) {
    try (InputStream body = URI.create(url).toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException notYet) {
      return notYet.toString();
    }
  }
}
