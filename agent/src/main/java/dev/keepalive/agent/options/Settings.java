package dev.keepalive.agent.options;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All options with their values and origins at one moment. Immutable; every change gives another.
 */
public final class Settings {
  private final Layers layers;
  private final Value[] values = new Value[Option.ALL.length];
  private final Origin[] origins = new Origin[Option.ALL.length];
  private final Policy general;

  Settings(Layers layers) {
    this.layers = layers;
    for (Option option : Option.ALL) {
      Layer winner = layers.winner(option);
      int i = option.ordinal();
      values[i] = winner == null ? option.defaultValue() : winner.get(option);
      origins[i] = winner == null ? Origin.DEFAULT : winner.origin;
    }
    general = new Policy(null, values);
  }

  /** What holds for connections that no rule matches. */
  public Policy general() {
    return general;
  }

  public Policy policyFor(boolean c, java.net.InetSocketAddress a, int p) {
    return general;
  }

  public int count(Option o) {
    return (int) millis(o);
  }

  public Mode mode() {
    return general.mode;
  }

  /** The value of a duration in milliseconds; 0 is off, -1 is auto. */
  public long millis(Option option) {
    return values[option.ordinal()].number;
  }

  /** Whether a value is anything but {@code off}. */
  public boolean on(Option option) {
    return !"off".equals(text(option));
  }

  /** The value as written; null if there is none, which only {@code config} can be. */
  public String text(Option option) {
    Value value = values[option.ordinal()];
    return value == null ? null : value.text;
  }

  public Origin origin(Option option) {
    return origins[option.ordinal()];
  }

  /** Key to value and origin: {@code 30s (default)}. */
  public SortedMap<String, String> described() {
    SortedMap<String, String> lines = new TreeMap<String, String>();
    for (Option option : Option.ALL) {
      lines.put(option.key(), described(option));
    }
    return lines;
  }

  /** One line: the values that somebody set, with their origins, or {@code defaults}. */
  public String summary() {
    StringBuilder line = new StringBuilder();
    for (Option option : Option.ALL) {
      if (origin(option) != Origin.DEFAULT) {
        line.append(line.length() == 0 ? "" : ", ");
        line.append(option.key()).append('=').append(described(option));
      }
    }
    return line.length() == 0 ? "defaults" : line.toString();
  }

  private String described(Option option) {
    String text = text(option);
    return (text == null ? "none" : text) + " (" + origin(option) + ")";
  }

  /**
   * What holds after a change at run time.
   *
   * @throws IllegalArgumentException with one line for the user if the option is unknown, can be
   *     set at start only, or the value is not accepted; so too if a mode would have no effect
   *     because another source has a more restrictive one
   */
  public Settings with(String key, String value) {
    Option option = Option.of(key);
    if (option == null) {
      throw Layer.unknown(key);
    }
    if (option.scope() == Scope.START) {
      throw new IllegalArgumentException(key + " is read once, when the agent starts");
    }
    Layer runTime = layers.get(Origin.RUN_TIME);
    if (runTime == null) {
      runTime = new Layer(Origin.RUN_TIME, Origin.RUN_TIME.toString());
    }
    Value wanted = option.read(value == null ? "" : value.trim());
    Settings changed = new Settings(layers.with(runTime.with(option, wanted)));
    Layer winner = changed.layers.winner(option);
    if (winner.get(option).number != wanted.number) {
      throw new IllegalArgumentException(
          "mode="
              + wanted.text
              + " would have no effect: the most restrictive source wins, and "
              + winner.get(option).text
              + " is set ["
              + winner.name
              + "]");
    }
    return changed;
  }

  /** What holds with other values from the file. */
  Settings with(Layer file) {
    return new Settings(layers.with(file));
  }

  Layers layers() {
    return layers;
  }
}
