package dev.keepalive.agent.options;

/** Durations outside the table of options, in the same grammar. */
public final class Durations {
  private static final Duration ANY = Duration.from(0, 365 * Duration.DAY);

  private Durations() {}

  /** In the largest unit that gives a whole number: {@code 90s}. */
  public static String text(long millis) {
    return Duration.written(millis);
  }

  /**
   * Reads {@code 500ms}, {@code 30s}, {@code 5m} or {@code 2h}.
   *
   * @return milliseconds
   * @throws IllegalArgumentException with the accepted form
   */
  public static long parse(String text) {
    try {
      return ANY.read(text).number;
    } catch (IllegalArgumentException bad) {
      throw new IllegalArgumentException(
          "'" + text + "': " + bad.getMessage() + " (" + ANY.accepted() + ")");
    }
  }
}
