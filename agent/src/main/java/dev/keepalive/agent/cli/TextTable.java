package dev.keepalive.agent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Aligned columns in the manner of {@code ss}: numbers to the right. Where it is too narrow columns
 * are left out, the least important first; what is too wide even then is cut.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final String[] heads;
  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<String[]>();
  private final List<String> colours = new ArrayList<String>();
  private String[] dispensable = {};

  /**
   * @param heads those that begin with {@code >} are aligned to the right
   */
  TextTable(String... heads) {
    this.heads = heads.clone();
    right = new boolean[heads.length];
    for (int i = 0; i < heads.length; i++) {
      right[i] = heads[i].startsWith(">");
      this.heads[i] = right[i] ? heads[i].substring(1) : heads[i];
    }
  }

  /** What is left out where it is too narrow, in this order. */
  TextTable without(String... heads) {
    dispensable = heads.clone();
    return this;
  }

  /**
   * @param colour an ANSI code; null: none
   * @param cells in the order of the heads; more are left out
   */
  void add(String colour, String... cells) {
    rows.add(Arrays.copyOf(cells, heads.length));
    colours.add(colour);
  }

  int size() {
    return rows.size();
  }

  /**
   * @param width 0: as wide as needed
   */
  void print(PrintStream out, int width, boolean coloured) {
    int[] widths = new int[heads.length];
    measure(heads, widths);
    for (String[] row : rows) {
      measure(row, widths);
    }
    fit(widths, width);
    out.println(line(heads, widths, width));
    for (int i = 0; i < rows.size(); i++) {
      String line = line(rows.get(i), widths, width);
      String colour = coloured ? colours.get(i) : null;
      out.println(colour == null ? line : "\u001b[" + colour + "m" + line + "\u001b[0m");
    }
  }

  /** A column whose width is -1 is left out. */
  private void fit(int[] widths, int width) {
    for (int next = 0; next < dispensable.length && width > 0; next++) {
      int sum = -GAP.length();
      for (int column : widths) {
        sum += column < 0 ? 0 : column + GAP.length();
      }
      if (sum <= width) {
        return;
      }
      widths[indexOf(dispensable[next])] = -1;
    }
  }

  private int indexOf(String head) {
    int index = 0;
    while (!heads[index].equals(head)) {
      index++;
    }
    return index;
  }

  private static void measure(String[] cells, int[] widths) {
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
  }

  private String line(String[] cells, int[] widths, int width) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      if (widths[i] < 0) {
        continue;
      }
      line.append(line.length() == 0 ? "" : GAP);
      int blanks = widths[i] - cells[i].length();
      if (right[i]) {
        blank(line, blanks);
        line.append(cells[i]);
      } else {
        line.append(cells[i]);
        blank(line, i == cells.length - 1 ? 0 : blanks);
      }
    }
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    return line.substring(0, width > 0 ? Math.min(width, end) : end);
  }

  private static void blank(StringBuilder line, int count) {
    for (int i = 0; i < count; i++) {
      line.append(' ');
    }
  }
}
