package dev.keepalive.sample;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The demo's table. On a terminal it is drawn again in place at every change; elsewhere each change
 * is a line, and the table comes last.
 */
final class Board {
  private static final int HEAD_WIDTH = 44;
  private static final int[] WIDTHS = {26, 68};
  private static final String[] HEADS = {"without the agent", "with the agent"};

  private final boolean terminal = System.console() != null;
  private final boolean colours = terminal && System.getenv("NO_COLOR") == null;
  private final PrintStream out;
  private final Map<Fault, String[]> cells = new EnumMap<Fault, String[]>(Fault.class);
  private boolean drawn;

  Board(PrintStream out) {
    this.out = out;
    for (Fault fault : Fault.values()) {
      cells.put(fault, new String[] {"…", "…"});
    }
  }

  synchronized void put(Fault fault, int column, String text) {
    cells.get(fault)[column] = text;
    if (terminal) {
      draw();
    } else {
      out.println(HEADS[column] + ": " + fault.text + ": " + text);
    }
  }

  /** Whether nothing has come of it yet. */
  synchronized boolean isOpen(Fault fault, int column) {
    return cells.get(fault)[column].equals("…");
  }

  synchronized void draw() {
    if (terminal && drawn) {
      out.print("\u001b[" + (cells.size() + 2) + "A");
    }
    drawn = true;
    line("", HEADS, false);
    out.println(
        String.join("", java.util.Collections.nCopies(HEAD_WIDTH + WIDTHS[0] + WIDTHS[1], "-")));
    for (Map.Entry<Fault, String[]> row : cells.entrySet()) {
      line(row.getKey().text, row.getValue(), colours);
    }
    out.flush();
  }

  private void line(String head, String[] texts, boolean coloured) {
    out.println(
        padded(head, HEAD_WIDTH)
            + cell(texts[0], WIDTHS[0], coloured)
            + cell(texts[1], WIDTHS[1], coloured)
            + (terminal ? "\u001b[K" : ""));
  }

  private static String cell(String text, int width, boolean coloured) {
    if (!coloured) {
      return padded(text, width);
    }
    String colour =
        text.startsWith("still") || text.contains(" 0 of ")
            ? "31"
            : text.startsWith("…") ? "90" : "32";
    return "\u001b[" + colour + "m" + padded(text, width) + "\u001b[0m";
  }

  private static String padded(String text, int width) {
    String cut = text.length() > width - 2 ? text.substring(0, width - 3) + "…" : text;
    return String.format(Locale.ROOT, "%-" + width + "s", cut);
  }
}
