package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Answer;
import dev.keepalive.agent.command.Request;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** One command to the agent in another JVM, and its answer, by way of a directory that both see. */
final class Call {
  private final TargetJvm jvm;

  Call(TargetJvm jvm) {
    this.jvm = jvm;
  }

  /**
   * @throws CommandFailed the JVM cannot be reached, has no agent, or its agent refuses
   */
  Answer make(String... words) throws CommandFailed {
    String jar = jvm.agentJar();
    if (jar == null) {
      throw new CommandFailed(
          CommandFailed.UNREACHABLE,
          "no agent runs in JVM " + jvm.pid + "; to attach it: attach " + jvm.pid + " [OPTIONS]");
    }
    try {
      Path root = jvm.root();
      Path directory = directory(root);
      try {
        String inside = root == null ? directory.toString() : "/" + root.relativize(directory);
        String argument = Request.leave(directory.toFile(), inside, Arrays.asList(words));
        handOver(directory, "request");
        jvm.load(jar, argument);
        Answer answer = Answer.read(directory.toFile());
        if (answer.refusal() != null) {
          throw CommandFailed.usage(answer.refusal());
        }
        return answer;
      } finally {
        delete(directory);
      }
    } catch (IOException e) {
      throw new CommandFailed(
          CommandFailed.UNREACHABLE, "JVM " + jvm.pid + " gives no answer: " + e);
    }
  }

  /** For its user alone; root, who may attach to anybody's JVM, gives it away. */
  private Path directory(Path root) throws IOException {
    Path temporary =
        root == null ? Paths.get(System.getProperty("java.io.tmpdir")) : root.resolve("tmp");
    boolean posix = Files.getFileStore(temporary).supportsFileAttributeView("posix");
    Path directory =
        posix
            ? Files.createTempDirectory(
                temporary,
                "keepalive-agent-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
            : Files.createTempDirectory(temporary, "keepalive-agent-");
    handOver(directory, "");
    return directory;
  }

  private void handOver(Path directory, String file) throws IOException {
    Path process = Paths.get("/proc", jvm.pid);
    if (!Files.isDirectory(process)) {
      return;
    }
    Object user = Files.getAttribute(process, "unix:uid");
    Path own = directory.resolve(file);
    if (!user.equals(Files.getAttribute(own, "unix:uid"))) {
      Files.setAttribute(own, "unix:uid", user);
    }
  }

  private static void delete(Path directory) {
    File[] files = directory.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      file.delete();
    }
    directory.toFile().delete();
  }
}
