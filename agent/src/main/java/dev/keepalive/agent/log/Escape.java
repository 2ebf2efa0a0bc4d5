package dev.keepalive.agent.log;

/** Makes any text safe to stand in one line of the log. */
public final class Escape {
  private static final String HEX = "0123456789abcdef";

  private Escape() {}

  /** The same for text that somebody else will log: in an exception's message. */
  public static String text(String text) {
    StringBuilder line = new StringBuilder();
    text(line, text == null ? "" : text);
    return line.toString();
  }

  /** Free text: only what could break the line or move the cursor is escaped. */
  static void text(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c)) {
        control(line, c);
      } else {
        line.append(c);
      }
    }
  }

  /** A field's value: in quotes where it could be taken for two fields. */
  static void field(StringBuilder line, String value) {
    if (!needsQuotes(value)) {
      text(line, value);
      return;
    }
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (isControl(c)) {
        control(line, c);
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }

  /** A JSON string in ASCII only: standard error may have any encoding. */
  static void json(StringBuilder line, String value) {
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        control(line, c);
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }

  private static boolean needsQuotes(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '=' || c == '"') {
        return true;
      }
    }
    return value.isEmpty();
  }

  /** Control characters, line and paragraph separators, and what changes the direction of text. */
  private static boolean isControl(char c) {
    return c < ' '
        || c >= 0x7f && c <= 0x9f
        || c == 0x2028
        || c == 0x2029
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2066 && c <= 0x2069;
  }

  private static void control(StringBuilder line, char c) {
    if (c == '\n') {
      line.append("\\n");
    } else if (c == '\r') {
      line.append("\\r");
    } else if (c == '\t') {
      line.append("\\t");
    } else {
      line.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        line.append(HEX.charAt(c >> shift & 0xf));
      }
    }
  }
}
