package dev.keepalive.agent.cli;

import dev.keepalive.agent.log.SuppressForbidden;
import java.util.Locale;

/** Durations and sizes as people read them. */
@SuppressForbidden("the command line has a JVM of its own")
final class Human {
  private Human() {}

  /**
   * {@code 12ms}, {@code 3.4s}, {@code 1m30s}, {@code 12m}, {@code 5h}, {@code 3d}; a negative one
   * is a dash.
   */
  static String duration(long millis) {
    if (millis < 0) {
      return "-";
    }
    if (millis < 1000) {
      return millis + "ms";
    }
    if (millis < 60_000) {
      return millis % 1000 == 0
          ? millis / 1000 + "s"
          : String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
    }
    long minutes = millis / 60_000;
    long seconds = millis / 1000 % 60;
    if (minutes < 10 && seconds > 0) {
      return minutes + "m" + seconds + "s";
    }
    if (minutes < 120) {
      return minutes + "m";
    }
    return minutes < 48 * 60 ? minutes / 60 + "h" : minutes / 60 / 24 + "d";
  }

  /** {@code 512}, {@code 1.2K}, {@code 34M}: in powers of 1024. */
  static String size(long bytes) {
    if (bytes < 1024) {
      return Long.toString(bytes);
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit < 4) {
      value /= 1024;
      unit++;
    }
    return String.format(
        Locale.ROOT, value < 10 ? "%.1f%c" : "%.0f%c", value, "KMGTP".charAt(unit));
  }

  /** Names come from outside: nothing in them may move the cursor. */
  static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
