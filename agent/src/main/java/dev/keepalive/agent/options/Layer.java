package dev.keepalive.agent.options;

import java.util.List;

/** The valid values that one source gives. Immutable once it is read. */
final class Layer {
  final Origin origin;

  /** For people: {@code arguments}, {@code /etc/keepalive.conf}. */
  final String name;

  private final Value[] values = new Value[Option.ALL.length];

  Layer(Origin origin, String name) {
    this.origin = origin;
    this.name = name;
  }

  /**
   * Reads a source.
   *
   * @param problems every problem is added here, one line each
   */
  static Layer read(Origin origin, String name, String text, List<String> problems) {
    Layer layer = new Layer(origin, name);
    boolean[] given = new boolean[Option.ALL.length];
    for (OptionText.Piece piece : OptionText.pieces(text)) {
      try {
        layer.add(piece, given);
      } catch (IllegalArgumentException e) {
        String line = origin == Origin.FILE ? " line " + piece.line : "";
        problems.add(e.getMessage() + " [" + name + line + "]");
      }
    }
    return layer;
  }

  private void add(OptionText.Piece piece, boolean[] given) {
    if (piece.key.isEmpty()) {
      throw new IllegalArgumentException(
          "'=" + Texts.shortened(piece.value) + "' has no key; options are key=value,key=value");
    }
    Option option = Option.of(piece.key);
    if (piece.value == null) {
      throw new IllegalArgumentException(
          "'"
              + Texts.shortened(piece.key)
              + "' has no '='; "
              + (option != null
                  ? "must be " + option.key() + "=" + option.accepted()
                  : "options are key=value,key=value" + suggestion(piece.key)));
    }
    if (option == null) {
      throw unknown(piece.key);
    }
    if (option == Option.CONFIG && origin == Origin.FILE) {
      throw new IllegalArgumentException("config cannot stand in a file; only one file is read");
    }
    if (given[option.ordinal()]) {
      throw new IllegalArgumentException("option '" + option.key() + "' is given more than once");
    }
    given[option.ordinal()] = true;
    values[option.ordinal()] = option.read(piece.value);
  }

  static IllegalArgumentException unknown(String key) {
    return new IllegalArgumentException(
        "unknown option '" + Texts.shortened(key) + "'" + suggestion(key));
  }

  private static String suggestion(String key) {
    String nearest = NearestKey.to(key);
    return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
  }

  /** Null if this source does not give it. */
  Value get(Option option) {
    return values[option.ordinal()];
  }

  /** A copy with one value replaced; null takes it out. */
  Layer with(Option option, Value value) {
    Layer copy = new Layer(origin, name);
    System.arraycopy(values, 0, copy.values, 0, values.length);
    copy.values[option.ordinal()] = value;
    return copy;
  }

  /** What is left when all but some options are taken out. */
  Layer only(Option... options) {
    Layer copy = new Layer(origin, name);
    for (Option option : options) {
      copy.values[option.ordinal()] = values[option.ordinal()];
    }
    return copy;
  }
}
