package dev.keepalive.agent.cli;

import dev.keepalive.agent.log.SuppressForbidden;
import dev.keepalive.agent.options.Durations;
import java.util.ArrayList;
import java.util.List;

/** The words after a command: flags apart, the rest in order. */
@SuppressForbidden("the command line has a JVM of its own")
final class CommandWords {
  private static final int MOST_ROWS = 1000;
  private static final int MOST_ROWS_EVER = Integer.MAX_VALUE;

  private final List<String> words = new ArrayList<String>();
  private final List<String> flags = new ArrayList<String>();
  private String reason = "by command";
  private String limit = "";

  /**
   * @throws CommandFailed a flag that there is not, or one without its value
   */
  CommandWords(String[] args) throws CommandFailed {
    for (int i = 1; i < args.length; i++) {
      String arg = args[i];
      if (arg.equals("--json") || arg.equals("--yes") || arg.equals("--dry-run")) {
        flags.add(arg);
      } else if (arg.equals("--reason") || arg.equals("--limit")) {
        if (i + 1 == args.length) {
          throw CommandFailed.usage(arg + " needs a value");
        }
        value(arg, args[++i]);
      } else if (arg.startsWith("--")) {
        throw CommandFailed.usage(
            "unknown flag " + arg + "; there are --json, --yes, --dry-run, --reason and --limit");
      } else {
        words.add(arg);
      }
    }
  }

  private void value(String flag, String value) throws CommandFailed {
    if (flag.equals("--reason")) {
      reason = value;
    } else {
      limit = value;
    }
  }

  static long number(String text, String what) throws CommandFailed {
    try {
      long number = Long.parseLong(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw CommandFailed.usage(what + " takes a number over 0, not '" + text + "'");
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  String reason() {
    return reason;
  }

  /** Rows at most. */
  int limit() throws CommandFailed {
    return limit.isEmpty() ? MOST_ROWS : (int) Long.min(number(limit, "--limit"), MOST_ROWS_EVER);
  }

  /** The silence that a middlebox allows; 0: not given. */
  long idleLimitMillis() throws CommandFailed {
    try {
      return limit.isEmpty() ? 0 : Durations.parse(limit);
    } catch (IllegalArgumentException e) {
      throw CommandFailed.usage("--limit " + e.getMessage());
    }
  }

  /** The PID, if the first word is one: then it is taken away. */
  String takePid() {
    return !words.isEmpty() && words.get(0).matches("[0-9]+") ? words.remove(0) : null;
  }

  /** The next word; null: there is none. */
  String take() {
    return words.isEmpty() ? null : words.remove(0);
  }

  /** All that is left, with a blank between. */
  String rest() {
    StringBuilder rest = new StringBuilder();
    while (!words.isEmpty()) {
      rest.append(rest.length() == 0 ? "" : " ").append(words.remove(0));
    }
    return rest.toString();
  }

  /**
   * @throws CommandFailed a word is left that nobody asked for
   */
  void end() throws CommandFailed {
    if (!words.isEmpty()) {
      throw CommandFailed.usage("what is '" + words.get(0) + "'?");
    }
  }
}
