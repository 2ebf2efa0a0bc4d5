package dev.keepalive.agent.options;

/**
 * Unsigned whole numbers in ASCII digits; {@code Long.parseLong} takes signs and other scripts too.
 */
final class Digits {
  static final long NONE = -1;

  private Digits() {}

  /**
   * The number between two places of a text; {@link #NONE} if there is anything but digits or
   * nothing at all; {@link Long#MAX_VALUE} if it is larger than that.
   */
  static long read(String text, int from, int to) {
    if (from >= to) {
      return NONE;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      boolean tooLarge = number > (Long.MAX_VALUE - digit) / 10;
      number = tooLarge ? Long.MAX_VALUE : number * 10 + digit;
    }
    return number;
  }
}
