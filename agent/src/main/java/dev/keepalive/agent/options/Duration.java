package dev.keepalive.agent.options;

/**
 * A length of time: a whole number and a unit ({@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}).
 * Its number is milliseconds; {@code off} is 0 and {@code auto} is -1 where they are allowed.
 */
final class Duration extends Type {
  static final long SECOND = 1000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** From one look of the fastest watch to what SO_TIMEOUT can take, 2^31 ms being 24.8 days. */
  static final Duration DEADLINE = from(10, 24 * DAY);

  private static final String[] UNITS = {"ms", "s", "m", "h"};
  private static final long[] MILLIS = {1, SECOND, MINUTE, HOUR};

  private final long least;
  private final long most;
  private final boolean wholeSeconds;
  private final boolean canBeOff;
  private final boolean canBeAuto;

  private Duration(
      long least, long most, boolean wholeSeconds, boolean canBeOff, boolean canBeAuto) {
    this.least = least;
    this.most = most;
    this.wholeSeconds = wholeSeconds;
    this.canBeOff = canBeOff;
    this.canBeAuto = canBeAuto;
  }

  /** From the least to the most, in milliseconds. */
  static Duration from(long least, long most) {
    return new Duration(least, most, false, false, false);
  }

  /** What the kernel counts in seconds: a fraction would be lost, and below one there is none. */
  Duration inWholeSeconds() {
    return new Duration(least, most, true, canBeOff, canBeAuto);
  }

  Duration orOff() {
    return new Duration(least, most, wholeSeconds, true, canBeAuto);
  }

  Duration orAuto() {
    return new Duration(least, most, wholeSeconds, canBeOff, true);
  }

  @Override
  Value read(String text) {
    if (canBeOff && text.equals("off")) {
      return new Value(text, Value.OFF);
    }
    if (canBeAuto && text.equals("auto")) {
      return new Value(text, Value.AUTO);
    }
    return new Value(text, millis(text));
  }

  private long millis(String text) {
    int unitAt = 0;
    while (unitAt < text.length() && text.charAt(unitAt) >= '0' && text.charAt(unitAt) <= '9') {
      unitAt++;
    }
    if (unitAt == 0) {
      throw new IllegalArgumentException("not a duration");
    }
    if (unitAt == text.length()) {
      throw new IllegalArgumentException("no unit");
    }
    long unit = millisOf(text.substring(unitAt));
    long amount = Digits.read(text, 0, unitAt);
    // Compared before it is multiplied: a long has an end.
    if (amount > most / unit) {
      throw new IllegalArgumentException("too long");
    }
    long millis = amount * unit;
    if (wholeSeconds && millis % SECOND != 0) {
      throw new IllegalArgumentException("the kernel counts whole seconds here");
    }
    if (millis < least) {
      throw new IllegalArgumentException("too short");
    }
    return millis;
  }

  private static long millisOf(String unit) {
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit)) {
        return MILLIS[i];
      }
    }
    throw new IllegalArgumentException("the units are ms, s, m and h");
  }

  @Override
  String accepted() {
    String words = (canBeOff ? "off, " : "") + (canBeAuto ? "auto, " : "");
    if (!words.isEmpty()) {
      words = words.substring(0, words.length() - 2) + " or ";
    }
    return words + "a duration from " + written(least) + " to " + written(most) + ", such as 30s";
  }

  /** In the largest unit that gives a whole number. */
  static String written(long millis) {
    if (millis == 0) {
      return "0s";
    }
    int unit = UNITS.length - 1;
    while (millis % MILLIS[unit] != 0) {
      unit--;
    }
    return millis / MILLIS[unit] + UNITS[unit];
  }
}
