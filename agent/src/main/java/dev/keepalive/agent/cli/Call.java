package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Answer;
import dev.keepalive.agent.command.Mailbox;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
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
    if (mark.token == null) {
      throw new CommandFailed(
          CommandFailed.UNREACHABLE,
          "the agent in JVM "
              + jvm.pid
              + " is "
              + mark.state
              + " since its start and takes no commands: mend its options (its lines on standard"
              + " error name what is wrong) and restart the JVM");
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
    Letter letter = make(mark);
    try {
      letter.write(words);
      jvm.knock();
      return letter.answer();
    } finally {
      letter.close();
    }
  }

  /** One command at a time: a directory that is there is somebody else's, or was forgotten. */
  private Letter make(TargetJvm.Mark mark) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return letter(mark, false);
      } catch (FileAlreadyExistsException busy) {
        if (tries == MOST_TRIES) {
          letter(mark, true).close();
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

  private Letter letter(TargetJvm.Mark mark, boolean leftOver) throws IOException {
    String name = Mailbox.directory(mark.token);
    Path process = Paths.get("/proc", jvm.pid);
    return Files.isDirectory(process)
        ? HeldLetter.in(jvm.root(), mark.temporary, name, Files.getOwner(process), leftOver)
        : PlainLetter.in(mark.temporary, name, leftOver);
  }
}
