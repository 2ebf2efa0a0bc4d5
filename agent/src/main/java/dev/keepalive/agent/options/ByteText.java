package dev.keepalive.agent.options;

import java.io.ByteArrayOutputStream;

/**
 * Bytes as text: printable ASCII for itself, {@code \r \n \t \\ \xHH} for the rest. Where a pattern
 * is wanted, {@code ?} stands for any byte and {@code \?} for a question mark.
 */
final class ByteText extends Type {
  private static final int MOST = 256;

  private final boolean pattern;

  private ByteText(boolean pattern) {
    this.pattern = pattern;
  }

  static ByteText bytes() {
    return new ByteText(false);
  }

  static ByteText pattern() {
    return new ByteText(true);
  }

  @Override
  Value read(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteArrayOutputStream any = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean wild = pattern && c == '?';
      if (c == '\\') {
        i++;
        char escaped = i < text.length() ? text.charAt(i) : 0;
        bytes.write(unescaped(text, i, escaped));
        if (escaped == 'x') {
          i += 2;
        }
      } else if (c < ' ' || c > '~') {
        throw new IllegalArgumentException("other characters than ASCII are written \\xHH");
      } else {
        bytes.write(c);
      }
      any.write(wild ? 1 : 0);
    }
    if (bytes.size() > MOST) {
      throw new IllegalArgumentException("too long");
    }
    return new Value(text, 0, new HeartbeatOptions.Pattern(bytes.toByteArray(), any.toByteArray()));
  }

  private int unescaped(String text, int at, char escaped) {
    switch (escaped) {
      case 'r':
        return '\r';
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case '\\':
        return '\\';
      case '?':
        return '?';
      case 'x':
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high >= 0 && low >= 0) {
          return high * 16 + low;
        }
        break;
      default:
        break;
    }
    throw new IllegalArgumentException("the escapes are \\r, \\n, \\t, \\\\, \\? and \\xHH");
  }

  @Override
  String accepted() {
    return "up to 256 bytes as text with the escapes \\r \\n \\t \\xHH"
        + (pattern ? ", ? for any byte" : "");
  }

  @Override
  boolean isFreeText() {
    return true;
  }
}
