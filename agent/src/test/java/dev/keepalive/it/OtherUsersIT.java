package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Artifacts;
import dev.keepalive.it.harness.CommandLine;
import dev.keepalive.it.harness.CommandLine.Result;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Requirements;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Root gives commands to JVMs of users that it need not trust. */
class OtherUsersIT {
  private static final int UNREACHABLE = 3;
  private static final String USER = "nobody";
  private static final String TOKEN = "abcdef012345";

  /** In the JVM's own tmp directory: not in this one's, which its user may not enter. */
  private Path files;

  @BeforeEach
  void makeFiles() throws IOException {
    Requirements.otherUsers();
    files = Files.createTempDirectory("other-users");
    Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void deleteFiles() throws IOException {
    if (files != null) {
      List<Path> all;
      try (Stream<Path> walk = Files.walk(files)) {
        all = walk.sorted((one, other) -> other.compareTo(one)).collect(Collectors.toList());
      }
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }

  /** Java 8 lets nobody in but its own user. */
  static Stream<Jdk> jdks() {
    return Jdks.from(11);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theirAgentsAnswer(Jdk jdk) throws IOException {
    Path own = directory("tmp", USER);
    Path agent = Files.copy(Artifacts.agentJar(), files.resolve("agent.jar"));
    try (ForkedJvm jvm = start(jvm(jdk, own).jvmArgs("-javaagent:" + agent + "=log=warn"))) {
      Result list = new CommandLine(jdk).run("list", pid(jvm), "--json");
      assertEquals(0, list.code(), () -> list + jvm.all());
      assertTrue(list.out().contains("\"peer\""), list::toString);
      assertEquals(List.of(), contents(own));
    }
  }

  @Test
  void aLinkInTheWayLeadsNowhere() throws IOException {
    Path own = directory("tmp", USER);
    Path roots = directory("roots", "root");
    for (String name : List.of("request", "answer", "precious")) {
      Files.writeString(roots.resolve(name), "root's");
    }
    Files.createSymbolicLink(own.resolve("keepalive-agent-" + TOKEN), roots);
    assertUnreachable(own, TOKEN);
    for (String name : List.of("request", "answer", "precious")) {
      assertEquals("root's", Files.readString(roots.resolve(name)));
    }
    assertEquals("root", Files.getOwner(roots).getName());
  }

  @Test
  void nothingIsMadeWhereTheyCouldNotMakeIt() throws IOException {
    Path roots = directory("roots", "root");
    String why = assertUnreachable(roots, TOKEN);
    assertTrue(why.contains("not for the JVM's user to write in"), why);
    assertEquals(List.of(), contents(roots));
  }

  @Test
  void aTokenIsNoPath() throws IOException {
    Path own = directory("tmp", USER);
    String why = assertUnreachable(own, "x/../../roots");
    assertTrue(why.contains("does not tell how to talk to its agent"), why);
    assertEquals(List.of(), contents(own));
  }

  /** The JVM has no agent, only says so: what a hostile one would do. */
  private String assertUnreachable(Path temporary, String token) throws IOException {
    String mark = "-Ddev.keepalive.agent=1.0 " + token + " /tmp/a.jar";
    try (ForkedJvm jvm = start(jvm(Jdks.any(), temporary).jvmArgs(mark))) {
      Result list = CommandLine.runHere("list", pid(jvm));
      assertEquals(UNREACHABLE, list.code(), () -> list + jvm.all());
      return list.err();
    }
  }

  private JvmBuilder jvm(Jdk jdk, Path temporary) throws IOException {
    return ForkedJvm.on(jdk)
        .as(USER)
        .jvmArgs("-Djava.io.tmpdir=" + temporary)
        .classPath(subjects().toString())
        .subject("Ordinary", "wait");
  }

  /** A copy: the build's own may lie where that user cannot go. */
  private Path subjects() throws IOException {
    Path build =
        Arrays.stream(Artifacts.subjectsClassPath().split(File.pathSeparator))
            .map(entry -> Path.of(entry).resolve("dev/keepalive/subjects"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow();
    Path copy = Files.createDirectories(files.resolve("classes/dev/keepalive/subjects"));
    try (DirectoryStream<Path> classes = Files.newDirectoryStream(build, "*.class")) {
      for (Path one : classes) {
        Files.copy(one, copy.resolve(one.getFileName().toString()));
      }
    }
    return files.resolve("classes");
  }

  private static ForkedJvm start(JvmBuilder builder) {
    ForkedJvm jvm = builder.start();
    jvm.awaitLine("READY");
    return jvm;
  }

  private static String pid(ForkedJvm jvm) {
    return Long.toString(jvm.pid());
  }

  private Path directory(String name, String owner) throws IOException {
    Path directory = Files.createDirectory(files.resolve(name));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setOwner(
        directory,
        files.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
    return directory;
  }

  private static List<Path> contents(Path directory) throws IOException {
    try (Stream<Path> contents = Files.list(directory)) {
      return contents.collect(Collectors.toList());
    }
  }
}
