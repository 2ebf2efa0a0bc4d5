package dev.keepalive.agent.options;

/** A whole number of percent within a range: {@code 10%}. */
final class Percentage extends Type {
  private final int least;
  private final int most;

  private Percentage(int least, int most) {
    this.least = least;
    this.most = most;
  }

  static Percentage from(int least, int most) {
    return new Percentage(least, most);
  }

  @Override
  Value read(String text) {
    if (!text.endsWith("%")) {
      throw new IllegalArgumentException("no percent sign");
    }
    long number = Digits.read(text, 0, text.length() - 1);
    if (number < least || number > most) {
      throw new IllegalArgumentException((String) null);
    }
    return new Value(text, number);
  }

  @Override
  String accepted() {
    return "a percentage from " + least + "% to " + most + "%";
  }
}
