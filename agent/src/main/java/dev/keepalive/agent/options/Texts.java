package dev.keepalive.agent.options;

/** Small things about texts in messages. */
final class Texts {
  private static final int LONGEST = 80;

  private Texts() {}

  /** A user's text, cut where it would make the message unreadable. */
  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
