package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Artifacts;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody notices the agent but by what it does: no output, no warning, no slower class loading. */
@Execution(ExecutionMode.CONCURRENT)
class QuietStartIT {
  private static final String SUBJECTS = "dev.keepalive.subjects.";

  @TempDir static Path directory;
  private static String[] tls;
  private static Path applicationJar;

  @BeforeAll
  static void prepare() throws IOException {
    tls = Tls.arguments(directory);
    applicationJar = directory.resolve("application.jar");
    pack(Artifacts.subjectClasses(), "dev/keepalive/subjects", applicationJar);
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void standardOutputIsTheApplicationsAndNoJvmWarns(Jdk jdk, @TempDir Path files) {
    try (ForkedJvm jvm = kinds(jdk, files).agent("log=off").start()) {
      runToItsEnd(jvm);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void theLogIsOneLineOnStandardError(Jdk jdk, @TempDir Path files) {
    try (ForkedJvm jvm = kinds(jdk, files).agent("").start()) {
      runToItsEnd(jvm);
      List<String> lines = new ArrayList<>(jvm.stderr());
      lines.removeIf(line -> line.startsWith("keepalive-agent: shutdown: "));
      assertEquals(1, lines.size(), jvm::all);
      assertTrue(lines.get(0).matches("keepalive-agent: .* runs: .*"), jvm::all);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void theVerifierAndTheRedefinitionLogHaveNothingToSay(Jdk jdk, @TempDir Path files) {
    JvmBuilder builder = kinds(jdk, files).agent("log=off").jvmArgs("-Xverify:all");
    if (jdk.feature() >= 9) {
      builder.jvmArgs("-Xlog:redefine+class*=warning");
    }
    try (ForkedJvm jvm = builder.start()) {
      runToItsEnd(jvm);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
    }
  }

  static Stream<Jdk> withApplicationArchives() {
    return Jdks.from(11);
  }

  @ParameterizedTest
  @MethodSource("withApplicationArchives")
  void classDataArchivesOfTheApplicationStayInUse(Jdk jdk, @TempDir Path files) throws IOException {
    String archive = files.resolve("application.jsa").toString();
    makeArchive(jdk, files, archive);

    Path log = files.resolve("classes.log");
    try (ForkedJvm jvm =
        application(jdk, files)
            .agent("log=off")
            .jvmArgs("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + log)
            .start()) {
      runToItsEnd(jvm);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
    }
    List<String> loaded =
        Files.readAllLines(log).stream().filter(line -> line.contains(" " + SUBJECTS)).toList();
    assertTrue(loaded.size() > 10, loaded::toString);
    List<String> notShared =
        loaded.stream().filter(line -> !line.contains("shared objects file")).toList();
    assertEquals(List.of(), notShared);
  }

  /**
   * Dynamic ones where they are the usual ones. Java 24 and later greet every agent with an error
   * message where the archive was made without the module that all agents need, and the JDK's own
   * archive, which a dynamic one is built on, is: so there, as on 11, a static one.
   */
  private static void makeArchive(Jdk jdk, Path files, String archive) {
    if (jdk.feature() >= 13 && jdk.feature() < 24) {
      runOnce(application(jdk, files).jvmArgs("-XX:ArchiveClassesAtExit=" + archive));
    } else {
      String list = files.resolve("classes.list").toString();
      runOnce(application(jdk, files).jvmArgs("-Xshare:off", "-XX:DumpLoadedClassList=" + list));
      runOnce(
          application(jdk, files)
              .jvmArgs(
                  "--add-modules=java.instrument",
                  "-Xshare:dump",
                  "-XX:SharedClassListFile=" + list,
                  "-XX:SharedArchiveFile=" + archive));
    }
    assertTrue(Files.exists(Path.of(archive)), () -> "no archive made by " + jdk);
  }

  private static void runOnce(JvmBuilder builder) {
    try (ForkedJvm jvm = builder.start()) {
      jvm.endInput();
      assertEquals(0, jvm.exitCode(), jvm::all);
    }
  }

  /** From a jar: archives take no classes from directories. */
  private static JvmBuilder application(Jdk jdk, Path files) {
    return kinds(jdk, files).classPath(applicationJar.toString());
  }

  private static JvmBuilder kinds(Jdk jdk, Path files) {
    return ForkedJvm.on(jdk).jvmArgs(tls).subject("ConnectionKinds", files.toString());
  }

  /** It prints what it always prints, and nothing else. */
  private static void runToItsEnd(ForkedJvm jvm) {
    jvm.endInput();
    assertEquals(0, jvm.exitCode(), jvm::all);
    List<String> foreign = new ArrayList<>(jvm.stdout());
    assertTrue(foreign.remove("READY"), jvm::all);
    foreign.removeIf(line -> line.startsWith("END "));
    assertEquals(List.of(), foreign, jvm::all);
  }

  private static void pack(Path root, String folder, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(root.resolve(folder))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(root.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }
}
