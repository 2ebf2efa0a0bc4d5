package dev.keepalive.agent.options;

import java.util.ArrayList;
import java.util.List;

/**
 * The grammar of options, the same in every source: {@code key=value,key=value}, on one line or on
 * several, with {@code #} comments. It only takes texts apart; what they mean is no matter here.
 *
 * <p>A comma starts a new option where {@code [a-z][a-z0-9.-]*=} follows; elsewhere it belongs to
 * the value if that is free text or if the key is unknown. Blanks around keys and values, empty
 * lines, and commas with nothing between them say nothing.
 */
final class OptionText {

  /** One piece: a key and its value, or a key only where the equals sign is missing. */
  static final class Piece {
    final String key;

    /** Null if there is no equals sign. */
    final String value;

    /** From 1. */
    final int line;

    Piece(String key, String value, int line) {
      this.key = key;
      this.value = value;
      this.line = line;
    }
  }

  private final List<Piece> pieces = new ArrayList<Piece>();

  private OptionText() {}

  static List<Piece> pieces(String text) {
    OptionText result = new OptionText();
    int line = 1;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\n') {
        result.addLine(withoutComment(text.substring(start, i)), line++);
        start = i + 1;
      }
    }
    return result.pieces;
  }

  /** A comment starts at the beginning or after a blank: a value may contain {@code #}. */
  private static String withoutComment(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '#' && (i == 0 || isBlank(line.charAt(i - 1)))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  private void addLine(String text, int line) {
    int start = 0;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', comma + 1)) {
      if (startsOption(text, comma + 1) || !mayContainComma(text.substring(start, comma))) {
        add(text.substring(start, comma), line);
        start = comma + 1;
      }
    }
    add(text.substring(start), line);
  }

  private void add(String text, int line) {
    String piece = trimmed(text);
    if (piece.isEmpty()) {
      return;
    }
    int equals = piece.indexOf('=');
    if (equals < 0) {
      pieces.add(new Piece(piece, null, line));
    } else {
      pieces.add(
          new Piece(
              trimmed(piece.substring(0, equals)), trimmed(piece.substring(equals + 1)), line));
    }
  }

  /** Whether {@code [a-z][a-z0-9.-]*=} is next, blanks aside. */
  private static boolean startsOption(String text, int from) {
    int i = skipBlanks(text, from);
    int start = i;
    while (i < text.length() && isKeyCharacter(text.charAt(i), i == start)) {
      i++;
    }
    int end = skipBlanks(text, i);
    return i > start && end < text.length() && text.charAt(end) == '=';
  }

  /** A value that can never contain a comma ends at one, so that what follows is named exactly. */
  private static boolean mayContainComma(String piece) {
    int equals = piece.indexOf('=');
    if (equals < 0) {
      return false;
    }
    OptionKey key = OptionKey.orNull(trimmed(piece.substring(0, equals)));
    return key == null || key.option.isFreeText();
  }

  private static boolean isKeyCharacter(char c, boolean first) {
    boolean letter = c >= 'a' && c <= 'z';
    return first ? letter : letter || c >= '0' && c <= '9' || c == '.' || c == '-';
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  /** Without blanks around it and commas after it. */
  private static String trimmed(String text) {
    int start = skipBlanks(text, 0);
    int end = text.length();
    while (end > start && (isBlank(text.charAt(end - 1)) || text.charAt(end - 1) == ',')) {
      end--;
    }
    return text.substring(start, end);
  }
}
