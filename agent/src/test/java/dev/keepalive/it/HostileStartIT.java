package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Artifacts;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Tls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Odd company at the start: the application runs as it would, and the agent works. */
@Execution(ExecutionMode.CONCURRENT)
class HostileStartIT {
  private static final String PICKED_UP = "Picked up JAVA_TOOL_OPTIONS";
  private static final List<String> ROWS =
      List.of(
          "ROW channel client 500 1000 30",
          "ROW channel server 1000 500 30",
          "ROW socket client 500 1000 30",
          "ROW socket server 1000 500 30");

  private static final List<String> SHADOWED =
      List.of(
          "Agent",
          "boot/Hooks",
          "command/Desk",
          "inject/BootInjection",
          "log/Log",
          "options/Option",
          "shaded/bytebuddy/asm/Advice",
          "weave/Weaver");

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void theAgentGivenTwiceStartsOnce(Jdk jdk) {
    try (ForkedJvm jvm = ordinary(jdk).agent("").agent("keepalive.idle=20s").start()) {
      works(jvm);
      assertTrue(
          jvm.stderr().stream().anyMatch(line -> line.contains("in this JVM already")), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void anotherAgentBeforeIt(Jdk jdk, @TempDir Path files) {
    try (ForkedJvm jvm = ordinary(jdk).jvmArgs(jacoco(files)).agent("log=warn").start()) {
      works(jvm);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
      assertTrue(Files.exists(files.resolve("jacoco.exec")), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void anotherAgentAfterIt(Jdk jdk, @TempDir Path files) {
    try (ForkedJvm jvm = ordinary(jdk).agent("log=warn").jvmArgs(jacoco(files)).start()) {
      works(jvm);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
      assertTrue(Files.exists(files.resolve("jacoco.exec")), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void theApplicationsLogManagerAndServerBuilderAreUsed(Jdk jdk) {
    try (ForkedJvm jvm =
        ordinary(jdk)
            .agent("log=warn")
            .jvmArgs(
                "-Djava.util.logging.manager=dev.keepalive.subjects.AppLogManager",
                "-Djavax.management.builder.initial=dev.keepalive.subjects.AppServerBuilder")
            .start()) {
      works(jvm);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
      assertTrue(
          jvm.stdout().contains("LOG-MANAGER dev.keepalive.subjects.AppLogManager"), jvm::all);
      assertTrue(jvm.stdout().contains("SERVER-BUILDER the application's"), jvm::all);
    }
  }

  /** {@code jmx=eager} creates the MBean server before the application's {@code main}. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void evenWhereTheAgentIsAskedToRegisterAtOnce(Jdk jdk) {
    try (ForkedJvm jvm =
        ordinary(jdk)
            .agent("log=warn,jmx=eager")
            .jvmArgs("-Djavax.management.builder.initial=dev.keepalive.subjects.AppServerBuilder")
            .start()) {
      works(jvm);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
      assertTrue(jvm.stdout().contains("SERVER-BUILDER the application's"), jvm::all);
    }
  }

  static Stream<Jdk> withSecurityManager() {
    return Jdks.upTo(17);
  }

  /** The policy gives the agent's jar all permissions, and the application what it uses itself. */
  @ParameterizedTest
  @MethodSource("withSecurityManager")
  void aSecurityManager(Jdk jdk, @TempDir Path files) throws IOException {
    Path policy = files.resolve("policy");
    Files.writeString(
        policy,
        String.join(
            "\n",
            "grant codeBase \"" + Artifacts.agentJar().toUri() + "\" {",
            "  permission java.security.AllPermission;",
            "};",
            "grant codeBase \"" + Artifacts.subjectClasses().toUri() + "\" {",
            "  permission java.net.SocketPermission \"localhost:0-\", \"listen,accept,connect\";",
            "  permission java.util.PropertyPermission \"ordinary.builder\", \"read\";",
            "  permission javax.management.MBeanServerPermission \"createMBeanServer\";",
            "  permission javax.management.MBeanPermission \"*\", \"*\";",
            "};"));
    try (ForkedJvm jvm =
        ordinary(jdk)
            .agent("log=warn")
            .jvmArgs("-Djava.security.manager", "-Djava.security.policy==" + policy)
            .start()) {
      works(jvm);
      List<String> ours = new ArrayList<>(jvm.stderr());
      // Java 17 says that security managers will go.
      ours.removeIf(line -> line.startsWith("WARNING: "));
      assertEquals(List.of(), ours, jvm::all);
    }
  }

  /** An agent that reaches every JVM of a machine reaches these too. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void toolsOfTheJdkAreLeftAlone(Jdk jdk, @TempDir Path files) {
    Tls.arguments(files);
    String[] list = {
      "-list", "-keystore", files.resolve("keys.jks").toString(), "-storepass", "changeit"
    };
    List<String> plain;
    try (ForkedJvm keytool = ForkedJvm.on(jdk).startTool("keytool", list)) {
      assertEquals(0, keytool.exitCode(), keytool::all);
      plain = withoutNotice(keytool.stderr());
      try (ForkedJvm again = withToolOptions(jdk).startTool("keytool", list)) {
        assertEquals(0, again.exitCode(), again::all);
        assertEquals(keytool.stdout(), again.stdout());
        assertEquals(plain, withoutNotice(again.stderr()));
      }
    }
    try (ForkedJvm jps = withToolOptions(jdk).startTool("jps")) {
      assertEquals(0, jps.exitCode(), jps::all);
      assertEquals(List.of(), withoutNotice(jps.stderr()), jps::all);
      assertTrue(jps.stdout().stream().allMatch(line -> line.matches("\\d+( .*)?")), jps::all);
      assertTrue(jps.stdout().stream().anyMatch(line -> line.endsWith(" Jps")), jps::all);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void applicationsAreReachedThroughToolOptions(Jdk jdk) {
    try (ForkedJvm jvm = withToolOptions(jdk).subject("Ordinary", "agent").start()) {
      works(jvm);
    }
  }

  /** No class, under names of the agent's, before the agent's jar in the class path. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void theClassPathHoldsClassesOfTheAgentsNames(Jdk jdk, @TempDir Path files) throws IOException {
    for (String name : SHADOWED) {
      Path shadow = files.resolve("dev/keepalive/agent/" + name + ".class");
      Files.createDirectories(shadow.getParent());
      Files.writeString(shadow, "no class");
    }
    String classPath = files + File.pathSeparator + Artifacts.subjectClasses();
    try (ForkedJvm jvm = ordinary(jdk).agent("log=warn").classPath(classPath).start()) {
      works(jvm);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
    }
  }

  private static JvmBuilder withToolOptions(Jdk jdk) {
    return ForkedJvm.on(jdk).environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Artifacts.agentJar());
  }

  private static List<String> withoutNotice(List<String> lines) {
    return lines.stream().filter(line -> !line.startsWith(PICKED_UP)).toList();
  }

  private static String jacoco(Path files) {
    return "-javaagent:"
        + Artifacts.library("org.jacoco.agent")
        + "=destfile="
        + files.resolve("jacoco.exec");
  }

  private static JvmBuilder ordinary(Jdk jdk) {
    return ForkedJvm.on(jdk).subject("Ordinary", "agent");
  }

  /** The application ran to its end, and the agent did all of its work, once. */
  private static void works(ForkedJvm jvm) {
    assertEquals(0, jvm.exitCode(), jvm::all);
    List<String> lines = jvm.stdout();
    assertTrue(lines.contains("RAN"), jvm::all);
    assertTrue(lines.contains("STATE RUNNING"), jvm::all);
    assertTrue(lines.contains("FAILURES 0"), jvm::all);
    assertTrue(lines.contains("OPENED 4"), jvm::all);
    assertEquals(
        ROWS, lines.stream().filter(line -> line.startsWith("ROW ")).sorted().toList(), jvm::all);
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("PROBLEM")), jvm::all);
  }
}
