package dev.keepalive.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs every case without and with the agent, in turn, and prints the medians of the pairs' ratios.
 * The JVM is the one that runs this: {@code JAVA_HOME=…} for another.
 */
public final class Benchmarks {
  private static final int PAIRS = Integer.getInteger("bench.pairs", 5);
  private static final String AGENT = System.getProperty("agent.jar");

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    leaveOnlyTheJar();
    StringBuilder table = new StringBuilder();
    table.append("| case | without | with | ratio | more B/op |\n|---|---|---|---|---|\n");
    Map<String, List<double[]>> without = new TreeMap<>();
    Map<String, List<double[]>> with = new TreeMap<>();
    String only = System.getProperty("bench.only", ".*");
    for (int i = 0; i < PAIRS && !only.equals("start-up"); i++) {
      add(run(only, false), without);
      add(run(only, true), with);
    }
    for (Map.Entry<String, List<double[]>> one : without.entrySet()) {
      double before = Medians.of(column(one.getValue(), 0));
      double after = Medians.of(column(with.get(one.getKey()), 0));
      double bytes =
          Medians.of(column(with.get(one.getKey()), 1)) - Medians.of(column(one.getValue(), 1));
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.3f | %.1f |%n",
              one.getKey(),
              time(before),
              time(after),
              Medians.ofRatios(column(with.get(one.getKey()), 0), column(one.getValue(), 0)),
              bytes));
    }
    table.append('\n').append(new IdleCost(AGENT).table());
    table.append('\n').append(new StartUp(AGENT).table());
    System.out.println(table);
    Files.writeString(Path.of("target", "benchmarks.md"), table.toString());
  }

  /** The agent is in its jar and nowhere else, as in an application. */
  private static void leaveOnlyTheJar() {
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.endsWith(File.separator + "classes")) {
        path.add(entry);
      }
    }
    System.setProperty("java.class.path", String.join(File.pathSeparator, path));
  }

  private static Collection<RunResult> run(String only, boolean agent)
      throws RunnerException, IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("dev.keepalive.bench.*" + only + ".*")
            .forks(1)
            // Else a case that fails is only missing from the table.
            .shouldFailOnError(true)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class);
    List<String> more = new ArrayList<>(List.of(Tls.arguments()));
    if (agent) {
      more.add("-javaagent:" + AGENT + "=log=error");
    }
    return new Runner(options.jvmArgsAppend(more.toArray(new String[0])).build()).run();
  }

  private static void add(Collection<RunResult> results, Map<String, List<double[]>> all) {
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark().replace("dev.keepalive.bench.", "");
      for (String key : result.getParams().getParamsKeys()) {
        name += ", " + result.getParams().getParam(key);
      }
      double bytes =
          result.getSecondaryResults().entrySet().stream()
              .filter(entry -> entry.getKey().contains("alloc.rate.norm"))
              .mapToDouble(entry -> entry.getValue().getScore())
              .findFirst()
              .orElse(Double.NaN);
      all.computeIfAbsent(name, key -> new ArrayList<>())
          .add(new double[] {result.getPrimaryResult().getScore(), bytes});
    }
  }

  private static double[] column(List<double[]> values, int at) {
    return values.stream().mapToDouble(one -> one[at]).toArray();
  }

  private static String time(double nanos) {
    return String.format(Locale.ROOT, "%.1f µs", nanos / 1000);
  }
}
