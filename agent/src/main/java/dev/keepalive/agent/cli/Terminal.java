package dev.keepalive.agent.cli;

import dev.keepalive.agent.log.SuppressForbidden;
import java.io.IOException;
import java.io.PrintStream;

/** Where the output goes, and how wide and colourful it may be. */
@SuppressForbidden("the command line has a JVM of its own")
final class Terminal {
  private static final int USUAL_WIDTH = 80;

  final PrintStream out;
  final PrintStream err;

  /** Both ends are a terminal: there is somebody who looks. */
  final boolean interactive;

  Terminal(PrintStream out, PrintStream err, boolean interactive) {
    this.out = out;
    this.err = err;
    this.interactive = interactive;
  }

  boolean isColoured() {
    return interactive && System.getenv("NO_COLOR") == null;
  }

  /** Columns to fill; 0: no terminal, and no limit. */
  int width() {
    if (!interactive) {
      return 0;
    }
    String[] size = stty("size").split(" ");
    try {
      return size.length == 2 ? Integer.parseInt(size[1]) : USUAL_WIDTH;
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }

  /** Rows of the screen. */
  int height() {
    String[] size = stty("size").split(" ");
    try {
      return size.length == 2 ? Integer.parseInt(size[0]) : 24;
    } catch (NumberFormatException e) {
      return 24;
    }
  }

  /** Runs stty on the terminal; empty where there is none. */
  static String stty(String arguments) {
    try {
      Process stty =
          new ProcessBuilder("sh", "-c", "stty " + arguments + " < /dev/tty 2>/dev/null").start();
      StringBuilder text = new StringBuilder();
      for (int c = stty.getInputStream().read(); c >= 0; c = stty.getInputStream().read()) {
        text.append((char) c);
      }
      stty.waitFor();
      return text.toString().trim();
    } catch (IOException | InterruptedException noSuchTool) {
      return "";
    }
  }
}
