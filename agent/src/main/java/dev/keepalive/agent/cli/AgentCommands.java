package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Row;
import dev.keepalive.agent.log.SuppressForbidden;
import dev.keepalive.agent.options.OptionSources;
import dev.keepalive.agent.options.Reading;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

/** Commands about the agent itself: where it runs, its options, a drain. */
@SuppressForbidden("the command line has a JVM of its own")
final class AgentCommands {
  private static final long LOOK_MILLIS = 500;
  private static final int WARNS_FROM = 21;

  private final Terminal terminal;
  private final CommandWords words;

  AgentCommands(Terminal terminal, CommandWords words) {
    this.terminal = terminal;
    this.words = words;
  }

  /** {@code jvms}. */
  void jvms() throws CommandFailed {
    words.end();
    TextTable table = new TextTable(">PID", "AGENT", "PROGRAM");
    for (TargetJvm jvm : TargetJvm.all()) {
      String agent;
      try {
        TargetJvm.Mark mark = jvm.mark();
        agent = mark == null ? "-" : mark.state;
      } catch (CommandFailed notOurs) {
        agent = "?";
      }
      table.add(null, jvm.pid, agent, Human.printable(jvm.name));
    }
    table.print(terminal.out, terminal.width(), false);
    if (table.size() == 0) {
      throw new CommandFailed(CommandFailed.NOTHING, null);
    }
  }

  /** {@code attach PID [options]}; where an agent runs already, the options hold from now on. */
  void attach(TargetJvm jvm) throws CommandFailed {
    String options = words.rest().replace(' ', ',');
    Reading reading = OptionSources.read(options);
    if (!reading.problems().isEmpty()) {
      throw CommandFailed.usage(reading.problems().get(0));
    }
    if (jvm.mark() != null) {
      if (options.isEmpty()) {
        terminal.out.println("an agent runs in JVM " + jvm.pid + " already");
      } else {
        set(jvm, options);
      }
      return;
    }
    if (jvm.feature() >= WARNS_FROM) {
      terminal.out.println(
          "Java 21 and later print four lines of WARNING on the standard error of JVM "
              + jvm.pid
              + " now, as for every agent that is attached to a running JVM.");
    }
    File own = Own.jar();
    Path root = jvm.root();
    String jar =
        root == null ? own.getAbsolutePath() : "/" + root.relativize(Own.copyTo(inContainer(root)));
    jvm.load(jar, options);
    if (jvm.mark() == null) {
      throw new CommandFailed(
          CommandFailed.UNREACHABLE,
          "the agent did not start in JVM " + jvm.pid + "; its standard error says why");
    }
    Row status = new Call(jvm).make("status").rows().get(0);
    terminal.out.println(
        "attached to JVM "
            + jvm.pid
            + ": "
            + status.get("version")
            + ", "
            + status.get("state")
            + ", mode="
            + status.get("mode"));
  }

  /** A link would lead to a directory of ours. */
  private static Path inContainer(Path root) throws CommandFailed {
    Path directory = root.resolve("tmp");
    if (Files.isSymbolicLink(directory)) {
      throw new CommandFailed(
          CommandFailed.UNREACHABLE, "the container's /tmp is a link; start with -javaagent there");
    }
    return directory;
  }

  /** {@code set PID key=value…}: all of them or none. */
  void set(TargetJvm jvm) throws CommandFailed {
    String options = words.rest().replace(' ', ',');
    if (options.isEmpty()) {
      throw CommandFailed.usage("set takes key=value");
    }
    set(jvm, options);
  }

  private void set(TargetJvm jvm, String options) throws CommandFailed {
    print(new Call(jvm).make("set", options).rows());
  }

  /** {@code options PID}, with origins. */
  void options(TargetJvm jvm) throws CommandFailed {
    words.end();
    print(new Call(jvm).make("options").rows());
  }

  private void print(List<Row> rows) {
    if (words.has("--json")) {
      Json.print(terminal.out, rows);
      return;
    }
    TextTable table = new TextTable("KEY", "VALUE (ORIGIN)");
    for (Row row : rows) {
      table.add(null, row.get("key"), row.get("value"));
    }
    table.print(terminal.out, terminal.width(), false);
  }

  /** {@code drain PID [seconds]}, with its progress. */
  void drain(TargetJvm jvm) throws CommandFailed {
    String seconds = words.take();
    words.end();
    Call call = new Call(jvm);
    long limit = seconds == null ? 0 : CommandWords.number(seconds, "drain");
    Row row = call.make("drain", Long.toString(limit)).rows().get(0);
    String last = "";
    while (row.get("state").equals("RUNNING")) {
      last = progress(row, last);
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        throw new CommandFailed(CommandFailed.USAGE, "interrupted; the drain goes on");
      }
      row = call.make("progress").rows().get(0);
    }
    if (words.has("--json")) {
      Json.print(terminal.out, java.util.Collections.singletonList(row));
    } else {
      progress(row, last);
    }
    if (!row.get("state").equals("DONE")) {
      throw new CommandFailed(CommandFailed.NOTHING, null);
    }
  }

  /** A line where something has changed; the same one again on a terminal. */
  private String progress(Row row, String last) {
    String line =
        row.get("state").toLowerCase(java.util.Locale.ROOT)
            + ": "
            + row.get("connections")
            + " connections, closed idle "
            + row.get("idle")
            + ", closed after their answer "
            + row.get("finished")
            + ", under way "
            + row.get("underWay")
            + ", left "
            + (row.number("left") + row.number("letGo"));
    if (!words.has("--json") && !line.equals(last)) {
      terminal.out.println(line);
    }
    return line;
  }

  /** {@code install DIR}. */
  void install() throws CommandFailed {
    String directory = words.take();
    if (directory == null) {
      throw CommandFailed.usage("install takes a directory");
    }
    words.end();
    terminal.out.println(Own.copyTo(Paths.get(directory)));
  }
}
