package dev.keepalive.agent.options;

import java.util.LinkedHashMap;
import java.util.Map;

/** Options as texts, before anybody has looked at what they mean. */
public final class OptionPairs {
  private OptionPairs() {}

  /**
   * Takes {@code key=value,key=value} apart.
   *
   * @throws IllegalArgumentException something in it is no such pair
   */
  public static Map<String, String> of(String text) {
    Map<String, String> pairs = new LinkedHashMap<String, String>();
    for (OptionText.Piece piece : OptionText.pieces(text)) {
      if (piece.value == null || piece.key.isEmpty()) {
        throw new IllegalArgumentException("'" + Texts.shortened(piece.key) + "' is not key=value");
      }
      if (pairs.put(piece.key, piece.value) != null) {
        throw new IllegalArgumentException(
            "option '" + Texts.shortened(piece.key) + "' is given more than once");
      }
    }
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("no options are given; they are key=value,key=value");
    }
    return pairs;
  }
}
