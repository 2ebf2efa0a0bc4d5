package dev.keepalive.agent.cli;

import dev.keepalive.agent.log.SuppressForbidden;
import dev.keepalive.agent.options.Option;
import dev.keepalive.agent.options.OptionSources;
import dev.keepalive.agent.options.Reading;
import java.io.File;
import java.io.PrintStream;

/** {@code java -jar keepalive-agent.jar}: help, the version, and a check of options for CI. */
public final class Main {
  private static final int OK = 0;
  private static final int USAGE = 2;

  private static final String HELP =
      "usage: java -javaagent:keepalive-agent.jar[=OPTIONS] -jar your-app.jar\n"
          + "       java -jar keepalive-agent.jar COMMAND\n"
          + "\n"
          + "commands:\n"
          + "  check OPTIONS|FILE  say what is wrong with options, or with a file of them\n"
          + "  help                this\n"
          + "  version             the version of this jar\n"
          + "\n"
          + "options (key=value, joined by commas; see docs/options.md):\n";

  private Main() {}

  /** Exits with 0, or 2 where the command or the options are wrong. */
  public static void main(String[] args) {
    System.exit(run(args, stdout(), stderr()));
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    String command = args.length == 0 ? "help" : args[0];
    switch (command) {
      case "help":
      case "--help":
      case "-h":
        out.print(HELP);
        for (Option option : Option.values()) {
          out.println("  " + option.key() + padding(option.key()) + option.defaultText());
        }
        return OK;
      case "version":
      case "--version":
        out.println(Main.class.getPackage().getImplementationVersion());
        return OK;
      case "check":
        if (args.length == 2) {
          return check(args[1], out, err);
        }
        err.println("check takes options or a file, in one argument");
        return USAGE;
      default:
        err.println("unknown command '" + command + "'; there are check, help and version");
        return USAGE;
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
