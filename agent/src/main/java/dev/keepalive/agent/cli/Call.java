package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Answer;
import dev.keepalive.agent.command.Mailbox;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/** One command to the agent in another JVM, and its answer, by way of its mailbox. */
@SuppressForbidden("the command line has a JVM of its own")
final class Call {
  private static final int MOST_TRIES = 50;
  private static final int PAUSE_MILLIS = 100;

  private final TargetJvm jvm;

  Call(TargetJvm jvm) {
    this.jvm = jvm;
  }

  /**
   * @throws CommandFailed the JVM cannot be reached, has no agent, or its agent refuses
   */
  Answer make(String... words) throws CommandFailed {
    TargetJvm.Mark mark = jvm.mark();
    if (mark == null) {
      throw new CommandFailed(
          CommandFailed.UNREACHABLE,
          "no agent runs in JVM " + jvm.pid + "; to attach it: attach " + jvm.pid + " [OPTIONS]");
    }
    try {
      Answer answer = ask(mark, Arrays.asList(words));
      if (answer.refusal() != null) {
        throw CommandFailed.usage(answer.refusal());
      }
      return answer;
    } catch (IOException e) {
      throw new CommandFailed(
          CommandFailed.UNREACHABLE, "JVM " + jvm.pid + " gives no answer: " + e);
    }
  }

  private Answer ask(TargetJvm.Mark mark, List<String> words) throws IOException, CommandFailed {
    Path root = jvm.root();
    String temporary = mark.temporary;
    Path directory =
        (root == null ? Paths.get(temporary) : root.resolve(temporary.replaceFirst("^/+", "")))
            .resolve(Mailbox.directory(mark.token));
    make(directory);
    try {
      Mailbox.leave(directory.toFile(), words);
      handOver(directory.resolve("request"));
      jvm.knock();
      return Answer.read(directory.toFile());
    } finally {
      delete(directory);
    }
  }

  /** One command at a time: a directory that is there is somebody else's, or was forgotten. */
  private void make(Path directory) throws IOException {
    FileAttribute<?>[] attributes = {};
    if (Files.getFileStore(directory.getParent()).supportsFileAttributeView("posix")) {
      attributes =
          new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
          };
    }
    for (int tries = 1; ; tries++) {
      try {
        Files.createDirectory(directory, attributes);
        handOver(directory);
        return;
      } catch (FileAlreadyExistsException busy) {
        if (tries == MOST_TRIES) {
          delete(directory);
        } else if (tries > MOST_TRIES) {
          throw busy;
        }
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }

  /** To the user of the JVM, if that is another: root may attach to anybody's. */
  private void handOver(Path file) throws IOException {
    Path process = Paths.get("/proc", jvm.pid);
    if (Files.isDirectory(process)) {
      Object user = Files.getAttribute(process, "unix:uid");
      if (!user.equals(Files.getAttribute(file, "unix:uid"))) {
        Files.setAttribute(file, "unix:uid", user);
      }
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
