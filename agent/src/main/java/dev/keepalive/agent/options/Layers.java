package dev.keepalive.agent.options;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

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

  Layers without(Origin origin) {
    Layer[] copy = layers.clone();
    copy[origin.ordinal()] = null;
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

  /** Of all sources, in the order in which rules are tried. */
  SortedSet<String> ruleNames() {
    SortedSet<String> names = new TreeSet<String>(RuleName.NATURAL);
    for (Layer layer : layers) {
      if (layer != null) {
        names.addAll(layer.ruleNames());
      }
    }
    return names;
  }

  /** What the sources say of one rule, from the strongest to the weakest. */
  List<Given> given(String rule) {
    List<Given> all = new ArrayList<Given>();
    for (int i = layers.length - 1; i >= 0; i--) {
      Given given = layers[i] == null ? null : layers[i].given(rule);
      if (given != null) {
        all.add(given);
      }
    }
    return all;
  }

  /**
   * The source whose value holds; null if none gives one.
   *
   * @param rule the name of a rule; null for the general options
   */
  Layer winner(String rule, Option option) {
    Layer winner = null;
    for (int i = layers.length - 1; i >= 0; i--) {
      Layer layer = layers[i];
      Value value = layer == null ? null : layer.get(rule, option);
      if (value != null
          && (winner == null
              || option == Option.MODE && isStricter(value, winner.get(rule, option)))) {
        winner = layer;
      }
    }
    return winner;
  }

  /**
   * For mode the most restrictive source wins, so that {@code mode=off} in a mounted file stops the
   * agent whatever else is said.
   */
  private static boolean isStricter(Value mode, Value other) {
    return mode.number > other.number;
  }

  /** One line for each value that another source masks. */
  List<String> masked() {
    List<String> lines = new ArrayList<String>();
    addMasked(null, lines);
    for (String rule : ruleNames()) {
      addMasked(rule, lines);
    }
    return lines;
  }

  private void addMasked(String rule, List<String> lines) {
    for (Option option : Option.ALL) {
      Layer winner = winner(rule, option);
      for (Layer layer : layers) {
        if (layer != null && layer != winner && layer.get(rule, option) != null) {
          lines.add(
              OptionKey.text(rule, option)
                  + "="
                  + layer.get(rule, option).text
                  + " ["
                  + layer.name
                  + "] is masked by "
                  + winner.get(rule, option).text
                  + " ["
                  + winner.name
                  + "]"
                  + (option == Option.MODE ? ": the most restrictive wins" : ""));
        }
      }
    }
  }
}
