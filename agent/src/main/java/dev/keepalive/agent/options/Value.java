package dev.keepalive.agent.options;

/** A valid value of an option: as it was written, and what it means. */
final class Value {
  /** Of durations: {@code off}. */
  static final long OFF = 0;

  /** Of durations: {@code auto}. */
  static final long AUTO = -1;

  /** As written, without blanks around it. */
  final String text;

  /** Milliseconds, a count or the place in a list of words, as the type of the option has it. */
  final long number;

  /** What a pattern was made into, ready to match; null for all others. */
  final Object compiled;

  Value(String text, long number) {
    this(text, number, null);
  }

  Value(String text, long number, Object compiled) {
    this.text = text;
    this.number = number;
    this.compiled = compiled;
  }
}
