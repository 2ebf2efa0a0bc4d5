package dev.keepalive.agent.log;

/**
 * Writes a moment as {@code 2026-11-23T13:15:10.042Z}, without the 60 classes of java.time.format.
 */
final class Timestamp {
  private static final long DAY = 24L * 60 * 60 * 1000;

  private Timestamp() {}

  /**
   * Appends a moment.
   *
   * @param millis since 1970, in UTC; from the year 0 to the year 9999
   */
  static void append(StringBuilder line, long millis) {
    long day = millis / DAY;
    long rest = millis % DAY;
    if (rest < 0) {
      day--;
      rest += DAY;
    }
    date(line, day);
    line.append('T');
    digits(line, rest / 3600000, 2).append(':');
    digits(line, rest / 60000 % 60, 2).append(':');
    digits(line, rest / 1000 % 60, 2).append('.');
    digits(line, rest % 1000, 3).append('Z');
  }

  /** Counts in eras of 400 years, and years from March, so that the leap day comes last. */
  private static void date(StringBuilder line, long daysSince1970) {
    long days = daysSince1970 + 719468;
    long era = days / 146097;
    long dayOfEra = days % 146097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long monthFromMarch = (5 * dayOfYear + 2) / 153;
    long dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    digits(line, year, 4).append('-');
    digits(line, month, 2).append('-');
    digits(line, dayOfMonth, 2);
  }

  private static StringBuilder digits(StringBuilder line, long number, int width) {
    long power = 1;
    for (int i = 1; i < width; i++) {
      power *= 10;
    }
    for (; power > 0; power /= 10) {
      line.append((char) ('0' + number / power % 10));
    }
    return line;
  }
}
