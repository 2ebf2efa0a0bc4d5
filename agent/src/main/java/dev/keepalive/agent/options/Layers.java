package dev.keepalive.agent.options;

import java.util.ArrayList;
import java.util.List;

/** The sources one above the other, and which of them wins. Immutable. */
final class Layers {
  static final Layers NONE = new Layers(new Layer[Origin.values().length]);

  /** By origin; null where that source is absent. */
  private final Layer[] layers;

  private Layers(Layer[] layers) {
    this.layers = layers;
  }

  Layers with(Layer layer) {
    Layer[] copy = layers.clone();
    copy[layer.origin.ordinal()] = layer;
    return new Layers(copy);
  }

  Layers only(Option... options) {
    Layer[] copy = layers.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i] == null ? null : copy[i].only(options);
    }
    return new Layers(copy);
  }

  /** Null if that source is absent. */
  Layer get(Origin origin) {
    return layers[origin.ordinal()];
  }

  /** The source whose value holds; null if none gives one and the default holds. */
  Layer winner(Option option) {
    Layer winner = null;
    for (int i = layers.length - 1; i >= 0; i--) {
      Layer layer = layers[i];
      if (layer != null && layer.get(option) != null) {
        if (winner == null || option == Option.MODE && isStricter(layer, winner)) {
          winner = layer;
        }
      }
    }
    return winner;
  }

  /**
   * For mode the most restrictive source wins, so that {@code mode=off} in a mounted file stops the
   * agent whatever else is said.
   */
  private static boolean isStricter(Layer a, Layer b) {
    return a.get(Option.MODE).number > b.get(Option.MODE).number;
  }

  /** One line for each value that another source masks. */
  List<String> masked() {
    List<String> lines = new ArrayList<String>();
    for (Option option : Option.ALL) {
      Layer winner = winner(option);
      for (Layer layer : layers) {
        if (layer != null && layer != winner && layer.get(option) != null) {
          lines.add(
              option.key()
                  + "="
                  + layer.get(option).text
                  + " ["
                  + layer.name
                  + "] is masked by "
                  + winner.get(option).text
                  + " ["
                  + winner.name
                  + "]"
                  + (option == Option.MODE ? ": the most restrictive wins" : ""));
        }
      }
    }
    return lines;
  }
}
