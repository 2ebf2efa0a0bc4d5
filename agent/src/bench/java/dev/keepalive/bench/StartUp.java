package dev.keepalive.bench;

import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.subjects.startup.EmptyAgent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;

/**
 * How long programs take to start, without an agent, with one that does nothing, with this, and
 * with others; in turn, so that a slow moment of the machine hits all.
 */
final class StartUp {
  private static final int ROUNDS = Integer.getInteger("bench.starts", 15);

  private static final String PACKAGE = EmptyAgent.class.getPackageName() + '.';
  private static final String CLASSES = "test-classes";
  private static final String TOMCAT = "tomcat-";

  /** To what they need, by the beginnings of the names of files. */
  private static final Map<String, List<String>> PROGRAMS = new LinkedHashMap<>();

  static {
    PROGRAMS.put("Empty", List.of(CLASSES));
    PROGRAMS.put("OneConnection", List.of(CLASSES));
    PROGRAMS.put("EmbeddedTomcat", List.of(CLASSES, TOMCAT + "embed-core", TOMCAT + "annotations"));
    PROGRAMS.put(
        "SpringBoot",
        List.of(CLASSES, "spring-", TOMCAT, "jackson-", "snakeyaml-", "jakarta.annotation-"));
  }

  private final String agent;

  StartUp(String agent) {
    this.agent = agent;
  }

  String table() throws IOException {
    StringBuilder table = new StringBuilder("| start-up, median of " + ROUNDS + " |");
    Map<String, List<String>> agents = agents();
    agents.keySet().forEach(name -> table.append(' ').append(name).append(" |"));
    table.append(" with/without | added, of what BlockHound adds |\n|---|");
    table.append("---|".repeat(agents.size() + 2)).append('\n');
    for (Jdk jdk : Jdks.all()) {
      for (String program : PROGRAMS.keySet()) {
        List<double[]> times = times(jdk, program, agents);
        table.append("| ").append(program).append(", ").append(jdk.feature()).append(" |");
        for (double[] one : times) {
          table.append(String.format(Locale.ROOT, " %.0f ms |", Medians.of(one)));
        }
        double ratio = Medians.ofRatios(times.get(2), times.get(0));
        double ours = Medians.of(times.get(2)) - Medians.of(times.get(1));
        double blockHounds = Medians.of(times.get(3)) - Medians.of(times.get(1));
        table.append(
            String.format(
                Locale.ROOT, " %.2f | %.0f ms, %.2f |%n", ratio, ours, ours / blockHounds));
      }
    }
    return table.toString();
  }

  /** Names to arguments of the JVM. */
  private Map<String, List<String>> agents() throws IOException {
    Map<String, List<String>> agents = new LinkedHashMap<>();
    agents.put("no agent", List.of());
    agents.put("empty agent", List.of("-javaagent:" + emptyAgent()));
    agents.put("keepalive-agent", List.of("-javaagent:" + agent + "=log=error"));
    // It adds methods, which needs a flag since Java 13.
    agents.put(
        "BlockHound",
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+AllowRedefinitionToAddDeleteMethods",
            "-javaagent:" + library("blockhound-")));
    agents.put("OpenTelemetry", List.of("-javaagent:" + library("opentelemetry-javaagent-")));
    return agents;
  }

  private static String library(String prefix) {
    return libraries(prefix).findFirst().orElseThrow(() -> new NoSuchElementException(prefix));
  }

  private static Stream<String> libraries(String prefix) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> Path.of(entry).getFileName().toString().startsWith(prefix));
  }

  /** As a user would have it: the JVM looks for an agent in all of it first. */
  private static String classPath(String program) {
    return PROGRAMS.get(program).stream()
        .flatMap(StartUp::libraries)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path emptyAgent() throws IOException {
    Path jar = Path.of("target", "empty-agent.jar").toAbsolutePath();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    // Under a name that is not in the class path, where it would be found first.
    String name = "empty.Agent";
    manifest.getMainAttributes().putValue("Premain-Class", name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        DynamicType.Unloaded<?> renamed =
            new ByteBuddy().redefine(EmptyAgent.class).name(name).make()) {
      out.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
      out.write(renamed.getBytes());
    }
    return jar;
  }

  /** For each agent, in order, how many milliseconds each round took. */
  private static List<double[]> times(Jdk jdk, String program, Map<String, List<String>> agents)
      throws IOException {
    List<double[]> times = new ArrayList<>();
    agents.forEach((name, arguments) -> times.add(new double[ROUNDS]));
    for (int round = -1; round < ROUNDS; round++) {
      int i = 0;
      for (List<String> arguments : agents.values()) {
        double millis = millis(jdk, program, arguments);
        if (round >= 0) {
          times.get(i++)[round] = millis;
        }
      }
    }
    return times;
  }

  private static double millis(Jdk jdk, String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("java").toString());
    command.addAll(arguments);
    command.add("-Dotel.sdk.disabled=true");
    command.add("-cp");
    command.add(classPath(program));
    command.add(PACKAGE + program);
    long begin = System.nanoTime();
    Forks.run(command.toArray(new String[0]));
    return (System.nanoTime() - begin) / 1e6;
  }
}
