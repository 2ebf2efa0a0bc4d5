package dev.keepalive.agent.options;

import java.util.ArrayList;
import java.util.List;

/** Small things about texts in messages. */
final class Texts {
  private static final int LONGEST = 80;

  private Texts() {}

  /** A user's text, cut where it would make the message unreadable. */
  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  /** All the pieces, empty ones too; {@code String.split} would mean a regex. */
  static String[] split(String text, char separator) {
    List<String> pieces = new ArrayList<String>();
    int start = 0;
    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
      pieces.add(text.substring(start, end));
      start = end + 1;
    }
    pieces.add(text.substring(start));
    return pieces.toArray(new String[0]);
  }

  /** Letters of ASCII only, whatever the locale. */
  static String lowerCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpper(text.charAt(i))) {
        return lowered(text);
      }
    }
    return text;
  }

  private static String lowered(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUpper(c)) {
        lower.setCharAt(i, (char) (c + 'a' - 'A'));
      }
    }
    return lower.toString();
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
