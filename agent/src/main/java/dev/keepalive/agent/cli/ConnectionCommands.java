package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Row;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.PrintStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Commands that look at connections, or end them. */
@SuppressForbidden("the command line has a JVM of its own")
final class ConnectionCommands {
  private final Terminal terminal;
  private final CommandWords words;
  private final Call call;

  ConnectionCommands(Terminal terminal, CommandWords words, TargetJvm jvm) {
    this.terminal = terminal;
    this.words = words;
    this.call = new Call(jvm);
  }

  /** {@code list PID [filter]}. */
  void list() throws CommandFailed {
    List<Row> rows = matching(words.rest(), words.limit());
    long matching = rows.remove(rows.size() - 1).number("matching");
    if (words.has("--json")) {
      Json.print(terminal.out, rows);
    } else {
      ConnectionTable.of(rows).print(terminal.out, terminal.width(), terminal.isColoured());
      if (matching > rows.size()) {
        terminal.out.println("… and " + (matching - rows.size()) + " more; " + howToSee(rows));
      }
    }
    if (rows.isEmpty()) {
      throw new CommandFailed(CommandFailed.NOTHING, null);
    }
  }

  /** The next page follows the highest id: those without one come last. */
  private static String howToSee(List<Row> rows) {
    long last = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).number("id");
    return last == 0
        ? "--limit shows more"
        : "--limit shows more, the filter after=" + last + " what follows";
  }

  private List<Row> matching(String filter, int limit) throws CommandFailed {
    return call.make("list", filter, Integer.toString(limit)).rows();
  }

  /** {@code show PID ID}. */
  void show() throws CommandFailed {
    String id = words.take();
    if (id == null) {
      throw CommandFailed.usage("show takes the ID of a connection, as list shows it");
    }
    words.end();
    List<Row> rows = call.make("show", Long.toString(CommandWords.number(id, "an ID"))).rows();
    if (words.has("--json")) {
      Json.print(terminal.out, rows);
      return;
    }
    for (Map.Entry<String, String> entry : rows.get(0).values().entrySet()) {
      boolean time = entry.getKey().endsWith("Millis") || entry.getKey().endsWith("MillisAgo");
      String value =
          time && !entry.getKey().contains("Epoch")
              ? Human.duration(rows.get(0).number(entry.getKey()))
              : Human.printable(entry.getValue());
      terminal.out.println(String.format("%-22s %s", entry.getKey(), value).trim());
    }
    for (Row frame : rows.subList(1, rows.size())) {
      terminal.out.println("    at " + Human.printable(frame.get("at")));
    }
  }

  /** {@code close PID FILTER…}: softly, at {@code close.rate}. */
  void close() throws CommandFailed {
    end("close");
  }

  /** {@code abort PID FILTER…}: at once, and which threads that freed. */
  void abort() throws CommandFailed {
    end("abort");
  }

  private void end(String command) throws CommandFailed {
    String filter = words.rest();
    if (filter.isEmpty()) {
      throw CommandFailed.usage(
          command + " takes a filter, as id=42 or peer=pg:5432; peer=* means all");
    }
    List<Row> rows = matching(filter, words.limit());
    long matching = rows.remove(rows.size() - 1).number("matching");
    if (matching == 0) {
      throw new CommandFailed(CommandFailed.NOTHING, "no connection matches");
    }
    if (words.has("--dry-run")) {
      ConnectionTable.of(rows).print(terminal.out, terminal.width(), terminal.isColoured());
      terminal.out.println(matching + " would be ended");
      return;
    }
    if (matching > 1 && !words.has("--yes")) {
      throw CommandFailed.usage(
          matching + " connections match: --dry-run shows them, --yes ends them all");
    }
    List<Row> answer = call.make(command, filter, words.reason()).rows();
    if (words.has("--json")) {
      Json.print(terminal.out, answer);
    } else {
      tell(command, answer);
    }
  }

  private void tell(String command, List<Row> answer) {
    PrintStream out = terminal.out;
    long count = answer.get(0).number("count");
    String what = command.equals("close") ? " to be closed" : " aborted";
    out.println(count + (count == 1 ? " connection" : " connections") + what);
    for (Row freed : answer.subList(1, answer.size())) {
      long millis = freed.number("freedMillis");
      String thread = Human.printable(freed.get("thread"));
      out.println(
          (thread.isEmpty()
                  ? "  a thread that was there before the attach"
                  : "  thread \"" + thread + '"')
              + ", blocked in a "
              + freed.get("operation")
              + (millis < 0 ? ", is still blocked" : ", freed after " + Human.duration(millis)));
    }
  }

  /** For one screen. */
  List<Row> rows(String filter, int limit) throws CommandFailed {
    List<Row> rows = matching(filter, limit);
    return rows.isEmpty() ? Collections.<Row>emptyList() : rows;
  }
}
