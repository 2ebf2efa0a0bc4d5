package dev.keepalive.agent.cli;

import dev.keepalive.agent.log.SuppressForbidden;
import dev.keepalive.agent.options.Option;
import dev.keepalive.agent.options.OptionSources;
import dev.keepalive.agent.options.Reading;
import java.io.File;
import java.io.PrintStream;

/** {@code java -jar keepalive-agent.jar}: the command line. */
public final class Main {
  private static final int OK = 0;
  private static final int USAGE = CommandFailed.USAGE;

  private static final String HELP =
      "usage: java -javaagent:keepalive-agent.jar[=OPTIONS] -jar your-app.jar\n"
          + "       java -jar keepalive-agent.jar COMMAND\n"
          + "\n"
          + "commands; PID may be left out where one JVM is running:\n"
          + "  jvms                    the JVMs of this user, and whether the agent runs in them\n"
          + "  attach PID [OPTIONS]    puts the agent into a running JVM, or gives it options\n"
          + "  list PID [FILTER]       its connections\n"
          + "  watch PID [FILTER]      the same, live, longest blocked first; q leaves\n"
          + "  show PID ID             one connection, with the stack of the blocked thread\n"
          + "  close PID FILTER        closes connections softly, as their peers would\n"
          + "  abort PID FILTER        ends them at once, and says which threads that freed\n"
          + "  drain PID [SECONDS]     closes accepted connections when they are idle\n"
          + "  set PID KEY=VALUE       changes options\n"
          + "  options PID             all options, and where their values come from\n"
          + "  doctor PID              how long until a dead peer is found, and who forgets it before\n"
          + "  check OPTIONS|FILE      says what is wrong with options, or with a file of them\n"
          + "  install DIR             copies this jar there\n"
          + "  help, version           this; the version of this jar\n"
          + "\n"
          + "flags: --json; --limit N (list), 350s (doctor); --dry-run, --yes, --reason TEXT (close, abort)\n"
          + "filter: peer=pg:5432 role=client verdict=STALLED op=write idle.min=30s age.min=1h\n"
          + "        blocked.min=1m rule=10-pg id=42; all must hold\n"
          + "exit codes: 0; 1: nothing matched; 2: usage; 3: the JVM cannot be reached\n"
          + "\n"
          + "options (key=value, joined by commas; see docs/options.md):\n";

  private Main() {}

  /** Exits with 0, or with what {@link CommandFailed} says. */
  public static void main(String[] args) {
    System.exit(run(args, stdout(), stderr()));
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    Terminal terminal = new Terminal(out, err, System.console() != null);
    try {
      return run(args.length == 0 ? "help" : args[0], args, terminal);
    } catch (CommandFailed failed) {
      if (failed.getMessage() != null) {
        err.println(failed.getMessage());
      }
      return failed.code;
    }
  }

  private static int run(String command, String[] args, Terminal terminal) throws CommandFailed {
    switch (command) {
      case "help":
      case "--help":
      case "-h":
        help(terminal.out);
        return OK;
      case "version":
      case "--version":
        terminal.out.println(Main.class.getPackage().getImplementationVersion());
        return OK;
      case "check":
        if (args.length == 2) {
          return check(args[1], terminal.out, terminal.err);
        }
        throw CommandFailed.usage("check takes options or a file, in one argument");
      default:
        live(command, new CommandWords(args), terminal);
        return OK;
    }
  }

  /** Commands that concern running JVMs. */
  private static void live(String command, CommandWords words, Terminal terminal)
      throws CommandFailed {
    AgentCommands agent = new AgentCommands(terminal, words);
    switch (command) {
      case "jvms":
        agent.jvms();
        break;
      case "install":
        agent.install();
        break;
      case "attach":
        agent.attach(jvm(words));
        break;
      case "set":
        agent.set(jvm(words));
        break;
      case "options":
        agent.options(jvm(words));
        break;
      case "drain":
        agent.drain(jvm(words));
        break;
      case "list":
        new ConnectionCommands(terminal, words, jvm(words)).list();
        break;
      case "show":
        new ConnectionCommands(terminal, words, jvm(words)).show();
        break;
      case "close":
        new ConnectionCommands(terminal, words, jvm(words)).close();
        break;
      case "abort":
        new ConnectionCommands(terminal, words, jvm(words)).abort();
        break;
      case "doctor":
        new DoctorCommand(terminal, words, jvm(words)).run();
        break;
      case "watch":
        new WatchCommand(terminal, words, jvm(words)).run();
        break;
      default:
        throw CommandFailed.usage("unknown command '" + command + "'; try help");
    }
  }

  private static TargetJvm jvm(CommandWords words) throws CommandFailed {
    return TargetJvm.of(words.takePid());
  }

  private static void help(PrintStream out) {
    out.print(HELP);
    for (Option option : Option.values()) {
      String text = option.defaultText();
      out.println("  " + option.key() + padding(option.key()) + (text == null ? "" : text));
    }
  }

  private static int check(String optionsOrFile, PrintStream out, PrintStream err) {
    boolean file = new File(optionsOrFile).isFile();
    Reading reading = OptionSources.read(file ? "config=" + optionsOrFile : optionsOrFile);
    for (String problem : reading.problems()) {
      err.println(problem);
    }
    for (String warning : reading.warnings()) {
      err.println(warning);
    }
    if (!reading.problems().isEmpty()) {
      return USAGE;
    }
    out.println(reading.settings().summary());
    return OK;
  }

  private static String padding(String key) {
    StringBuilder blanks = new StringBuilder(" ");
    for (int i = key.length(); i < 22; i++) {
      blanks.append(' ');
    }
    return blanks.toString();
  }

  @SuppressForbidden("the command line's own output")
  private static PrintStream stdout() {
    return System.out;
  }

  @SuppressForbidden("the command line's own output")
  private static PrintStream stderr() {
    return System.err;
  }
}
