package dev.keepalive.agent.options;

import java.net.InetSocketAddress;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All options with their values and origins at one moment. Immutable; every change gives another.
 */
public final class Settings {
  private final Layers layers;
  private final Winners values;
  private final Policy general;
  private final Rules rules;

  Settings(Layers layers) {
    this(layers, null);
  }

  /**
   * @param before null at start
   */
  private Settings(Layers layers, Settings before) {
    this.layers = layers;
    values = new Winners(layers, null);
    general = Policy.ofAll(values).orSame(before == null ? null : before.general);
    rules = Rules.of(layers, values, before == null ? Rules.NONE : before.rules);
  }

  /** What holds for connections that no rule matches. */
  public Policy general() {
    return general;
  }

  /**
   * What holds for a connection: the first rule that matches, else the general options. No name is
   * ever looked up, and nothing is allocated where there are no rules.
   *
   * @param client whether the application connected it; else it was accepted
   * @param peer unresolved with the name where only that is known; null if nothing is
   * @param localPort 0 if it is not known yet
   * @return the same object for the same policy, also after a change of other options
   */
  public Policy policyFor(boolean client, InetSocketAddress peer, int localPort) {
    Policy ofRule = rules.firstMatch(client, peer, localPort);
    return ofRule == null ? general : ofRule;
  }

  /** The general mode. A rule's own is in its policy, and may be less restrictive unless off. */
  public Mode mode() {
    return general.mode;
  }

  /** The options of the JVM's end. */
  public ShutdownOptions shutdown() {
    return new ShutdownOptions(values);
  }

  /** The value of a duration in milliseconds; 0 is off, -1 is auto. */
  public long millis(Option option) {
    return values.value(option).number;
  }

  /** The value of a whole number. */
  public int count(Option option) {
    return (int) values.value(option).number;
  }

  /** Whether a value is anything but {@code off}. */
  public boolean on(Option option) {
    return !"off".equals(text(option));
  }

  /** The value as written; null if there is none, as of {@code config} by default. */
  public String text(Option option) {
    return values.text(option);
  }

  public Origin origin(Option option) {
    return values.origin(option);
  }

  /** Key to value and origin: {@code 30s (default)}; of the rules what they give themselves. */
  public SortedMap<String, String> described() {
    SortedMap<String, String> lines = new TreeMap<String, String>();
    for (Option option : Option.ALL) {
      if (option.scope() != Scope.MATCH) {
        lines.put(option.key(), values.described(option));
      }
    }
    for (Rule rule : rules.all()) {
      for (Option option : Option.ALL) {
        if (rule.given.value(option) != null) {
          lines.put(OptionKey.text(rule.name, option), rule.given.described(option));
        }
      }
    }
    return lines;
  }

  /** One key's value and origin; {@code none} if it has no value. */
  public String described(String key) {
    String line = described().get(key);
    return line == null ? "none" : line;
  }

  /** One line: the values that somebody set, with their origins, and rules; or {@code defaults}. */
  public String summary() {
    StringBuilder line = new StringBuilder();
    for (Option option : Option.ALL) {
      if (origin(option) != Origin.DEFAULT) {
        line.append(line.length() == 0 ? "" : ", ");
        line.append(option.key()).append('=').append(values.described(option));
      }
    }
    String ruleNames = rules.summary();
    line.append(line.length() == 0 || ruleNames.isEmpty() ? "" : ", ").append(ruleNames);
    return line.length() == 0 ? "defaults" : line.toString();
  }

  /**
   * What holds after a change at run time, or after a value set at run time is taken back: then
   * what the other sources say holds again.
   *
   * <p>A rule can be made at run time, value by value: first its {@code peer}, {@code role} or
   * {@code local-port}, which alone has no effect, then its options; it is unmade in the opposite
   * order.
   *
   * @param key of a general option or of one in a rule: {@code rule.10-pg.read.timeout}
   * @param value null or empty takes the value set at run time back
   * @throws IllegalArgumentException with one line for the user if the option is unknown, can be
   *     set at start only, or the value is not accepted; if a mode would have no effect because
   *     another source has a more restrictive one; if a rule would have options and match nothing;
   *     if there is nothing to take back
   */
  public Settings with(String key, String value) {
    OptionKey changed = OptionKey.parse(key);
    if (changed.option.scope() == Scope.START) {
      throw new IllegalArgumentException(key + " is read once, when the agent starts");
    }
    Layer runTime = layers.get(Origin.RUN_TIME);
    if (runTime == null) {
      runTime = new Layer(Origin.RUN_TIME, Origin.RUN_TIME.toString());
    }
    String text = value == null ? "" : value.trim();
    boolean takenBack = text.isEmpty();
    if (takenBack && runTime.get(changed.rule, changed.option) == null) {
      throw new IllegalArgumentException(key + " was not set at run time: nothing to take back");
    }
    Value wanted = takenBack ? null : changed.option.read(key, text);
    Layers next = layers.with(runTime.with(changed, wanted));
    if (changed.rule != null) {
      RuleCheck.checkChange(next, changed, takenBack);
    }
    if (!takenBack) {
      checkEffect(next.winner(changed.rule, changed.option), changed, wanted);
    }
    return new Settings(next, this);
  }

  /**
   * To be called after the last of several changes at run time.
   *
   * @throws IllegalArgumentException with one line for the user if an option needs another one
   */
  public void check() {
    RuleCheck.checkChanges(layers);
  }

  private static void checkEffect(Layer winner, OptionKey key, Value wanted) {
    if (winner.origin != Origin.RUN_TIME) {
      throw new IllegalArgumentException(
          key
              + "="
              + wanted.text
              + " would have no effect: the most restrictive source wins, and "
              + winner.get(key.rule, key.option).text
              + " is set ["
              + winner.name
              + "]");
    }
  }

  /** What holds with other values from the file. */
  Settings with(Layers changed) {
    return new Settings(changed, this);
  }

  Layers layers() {
    return layers;
  }

  Winners values() {
    return values;
  }

  Rules rules() {
    return rules;
  }
}
