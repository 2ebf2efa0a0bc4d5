package dev.keepalive.agent.options;

/** A whole number within a range. */
final class Count extends Type {
  private final int least;
  private final int most;

  private Count(int least, int most) {
    this.least = least;
    this.most = most;
  }

  static Count from(int least, int most) {
    return new Count(least, most);
  }

  @Override
  Value read(String text) {
    long number = Digits.read(text, 0, text.length());
    if (number < least || number > most) {
      throw new IllegalArgumentException((String) null);
    }
    return new Value(text, number);
  }

  @Override
  String accepted() {
    return "a whole number from " + least + " to " + most;
  }
}
