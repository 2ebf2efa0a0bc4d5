package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Row;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** {@code watch PID}: the connections that matter most, drawn again every second. */
@SuppressForbidden("the command line has a JVM of its own")
final class WatchCommand {
  private static final int PAUSE_MILLIS = 1000;
  private static final int KEY_LOOK_MILLIS = 50;
  private static final int HEAD_ROWS = 3;

  private final Terminal terminal;
  private final CommandWords words;
  private final TargetJvm jvm;

  WatchCommand(Terminal terminal, CommandWords words, TargetJvm jvm) {
    this.terminal = terminal;
    this.words = words;
    this.jvm = jvm;
  }

  /** Until {@code q}, or for ever; where it is not a terminal once, as plain text. */
  void run() throws CommandFailed {
    String filter = words.rest();
    if (!terminal.interactive) {
      draw(filter, 0, Integer.MAX_VALUE);
      return;
    }
    String before = Terminal.stty("-g");
    Thread restore =
        new Thread() {
          @Override
          public void run() {
            Terminal.stty(before);
            terminal.out.print("\u001b[?25h");
            terminal.out.flush();
          }
        };
    Runtime.getRuntime().addShutdownHook(restore);
    Terminal.stty("-icanon -echo min 0 time 0");
    terminal.out.print("\u001b[?25l");
    do {
      terminal.out.print("\u001b[H\u001b[J");
      draw(filter, terminal.width(), terminal.height());
      terminal.out.flush();
    } while (!isLeft());
  }

  private void draw(String filter, int width, int height) throws CommandFailed {
    ConnectionCommands commands = new ConnectionCommands(terminal, words, jvm);
    List<Row> rows = commands.rows(filter, Integer.MAX_VALUE);
    long matching = rows.remove(rows.size() - 1).number("matching");
    int blocked = 0;
    for (Row row : rows) {
      blocked += row.number("blockedMillis") > 0 ? 1 : 0;
    }
    terminal.out.println(
        "JVM "
            + jvm.pid
            + ": "
            + matching
            + " connections, "
            + blocked
            + " blocked"
            + (width > 0 ? "   (q leaves)" : ""));
    Collections.sort(rows, LONGEST_BLOCKED);
    List<Row> shown = rows.subList(0, Math.min(rows.size(), Math.max(1, height - HEAD_ROWS)));
    ConnectionTable.of(shown).print(terminal.out, width, terminal.isColoured());
  }

  private static final Comparator<Row> LONGEST_BLOCKED =
      new Comparator<Row>() {
        @Override
        public int compare(Row one, Row other) {
          int blocked = Long.compare(other.number("blockedMillis"), one.number("blockedMillis"));
          return blocked != 0
              ? blocked
              : Long.compare(other.number("idleMillis"), one.number("idleMillis"));
        }
      };

  /** Waits for the next picture, or for {@code q}. */
  private static boolean isLeft() {
    try {
      for (int waited = 0; waited < PAUSE_MILLIS; waited += KEY_LOOK_MILLIS) {
        if (System.in.available() > 0) {
          int key = System.in.read();
          if (key == 'q' || key == 3) {
            return true;
          }
        }
        Thread.sleep(KEY_LOOK_MILLIS);
      }
      return false;
    } catch (IOException | InterruptedException e) {
      return true;
    }
  }
}
