package dev.keepalive.agent.options;

/** One of some words; its number is the place in the list. */
final class Words extends Type {
  /** The number of {@code on} in {@link #ON_OFF}. */
  static final int ON = 0;

  static final Words ON_OFF = new Words("on", "off");

  private final String[] words;

  private Words(String... words) {
    this.words = words;
  }

  static Words of(String... words) {
    return new Words(words);
  }

  @Override
  Value read(String text) {
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals(text)) {
        return new Value(text, i);
      }
    }
    throw new IllegalArgumentException((String) null);
  }

  @Override
  String accepted() {
    StringBuilder list = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      list.append(i == words.length - 1 ? " or " : ", ").append(words[i]);
    }
    return list.toString();
  }
}
