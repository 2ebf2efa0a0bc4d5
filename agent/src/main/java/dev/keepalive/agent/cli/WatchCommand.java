package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Row;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code watch PID}: the connections that matter most, drawn again every second. */
@SuppressForbidden("the command line has a JVM of its own")
final class WatchCommand {
  private static final int PAUSE_MILLIS = 1000;
  private static final int KEY_LOOK_MILLIS = 50;
  private static final int HEAD_ROWS = 4;
  private static final List<String> TROUBLES =
      Arrays.asList("STALLED", "DEAD", "PROBING", "PEER_CLOSED");

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
      terminal.out.print(picture(filter, 0, Integer.MAX_VALUE));
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
    terminal.out.print("\u001b[?25l\u001b[2J");
    do {
      String picture = picture(filter, terminal.width(), terminal.height());
      // Overwritten line by line, not wiped: it would flicker.
      terminal.out.print("\u001b[H" + picture.replace("\n", "\u001b[K\n") + "\u001b[J");
      terminal.out.flush();
    } while (!isLeft());
  }

  private String picture(String filter, int width, int height) throws CommandFailed {
    List<Row> rows = new ConnectionCommands(terminal, words, jvm).rows(filter, Integer.MAX_VALUE);
    rows.remove(rows.size() - 1);
    Collections.sort(rows, WORST_FIRST);
    List<Row> shown = rows.subList(0, Math.min(rows.size(), Math.max(1, height - HEAD_ROWS)));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text);
    out.print(summary(rows) + (width > 0 ? "   (q leaves)" : "") + "\n\n");
    ConnectionTable.withThreads(shown).print(out, width, terminal.isColoured());
    out.flush();
    return text.toString();
  }

  /** {@code JVM 4711: 12 connections, 1 blocked; 1 STALLED, 11 IDLE}. */
  private String summary(List<Row> rows) {
    int blocked = 0;
    Map<String, Integer> verdicts = new TreeMap<String, Integer>(Collections.reverseOrder());
    for (Row row : rows) {
      blocked += row.number("blockedMillis") > 0 ? 1 : 0;
      Integer before = verdicts.get(row.get("verdict"));
      verdicts.put(row.get("verdict"), before == null ? 1 : before + 1);
    }
    StringBuilder text = new StringBuilder("JVM " + jvm.pid + ": " + rows.size() + " connections");
    text.append(", ").append(blocked).append(" blocked");
    String gap = "; ";
    for (Map.Entry<String, Integer> entry : verdicts.entrySet()) {
      text.append(gap).append(entry.getValue()).append(' ').append(entry.getKey());
      gap = ", ";
    }
    return text.toString();
  }

  /** First what is wrong, then what waits, then what is silent; the longest first. */
  private static final Comparator<Row> WORST_FIRST =
      new Comparator<Row>() {
        @Override
        public int compare(Row one, Row other) {
          int troubles = Boolean.compare(isTrouble(other), isTrouble(one));
          if (troubles != 0) {
            return troubles;
          }
          int blocked = Long.compare(other.number("blockedMillis"), one.number("blockedMillis"));
          return blocked != 0
              ? blocked
              : Long.compare(other.number("idleMillis"), one.number("idleMillis"));
        }
      };

  private static boolean isTrouble(Row row) {
    return TROUBLES.contains(row.get("verdict"));
  }

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
