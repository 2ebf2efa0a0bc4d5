package dev.keepalive.agent.options;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The valid values that one source gives. Immutable once it is read. */
final class Layer {
  final Origin origin;

  /** For people: {@code arguments}, {@code /etc/keepalive.conf}. */
  final String name;

  private final Given general;
  private final SortedMap<String, Given> rules;

  Layer(Origin origin, String name) {
    this(origin, name, new Given(name), new TreeMap<String, Given>(RuleName.NATURAL));
  }

  private Layer(Origin origin, String name, Given general, SortedMap<String, Given> rules) {
    this.origin = origin;
    this.name = name;
    this.general = general;
    this.rules = rules;
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
      String place = origin == Origin.FILE ? name + " line " + piece.line : name;
      try {
        layer.add(piece, place, given);
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage() + " [" + place + "]");
        String rule = OptionKey.ruleIn(piece.key);
        if (rule != null) {
          layer.inRule(rule, place).spoiled = true;
        }
      }
    }
    return layer;
  }

  /**
   * @param given the general options seen so far, valid or not
   */
  private void add(OptionText.Piece piece, String place, boolean[] given) {
    if (piece.key.isEmpty()) {
      throw new IllegalArgumentException(
          "'=" + Texts.shortened(piece.value) + "' has no key; options are key=value,key=value");
    }
    if (piece.value == null) {
      throw withoutValue(piece.key);
    }
    OptionKey key = OptionKey.parse(piece.key);
    if (key.option == Option.CONFIG && origin == Origin.FILE) {
      throw new IllegalArgumentException("config cannot stand in a file; only one file is read");
    }
    Given values = key.rule == null ? general : inRule(key.rule, place);
    boolean again = key.rule == null ? given[key.option.ordinal()] : values.get(key.option) != null;
    if (again) {
      throw new IllegalArgumentException("option '" + key + "' is given more than once");
    }
    if (key.rule == null) {
      given[key.option.ordinal()] = true;
    }
    values.put(key.option, key.option.read(piece.key, piece.value));
  }

  private static IllegalArgumentException withoutValue(String key) {
    OptionKey known = OptionKey.orNull(key);
    return new IllegalArgumentException(
        "'"
            + Texts.shortened(key)
            + "' has no '='; "
            + (known != null
                ? "must be " + key + "=" + known.option.accepted()
                : "options are key=value,key=value" + OptionKey.suggestion(key)));
  }

  private Given inRule(String rule, String place) {
    Given values = rules.get(rule);
    if (values == null) {
      values = new Given(place);
      rules.put(rule, values);
    }
    return values;
  }

  /**
   * Null if this source does not give it.
   *
   * @param rule the name of a rule; null for what it gives in general
   */
  Value get(String rule, Option option) {
    Given values = given(rule);
    return values == null ? null : values.get(option);
  }

  /** Null if this source says nothing of the rule. */
  Given given(String rule) {
    return rule == null ? general : rules.get(rule);
  }

  Set<String> ruleNames() {
    return rules.keySet();
  }

  /** A copy with one value replaced; null takes it out. */
  Layer with(OptionKey key, Value value) {
    if (key.rule == null) {
      return new Layer(origin, name, general.with(key.option, value), rules);
    }
    Given before = given(key.rule);
    Given after = (before == null ? new Given(name) : before).with(key.option, value);
    SortedMap<String, Given> copy = new TreeMap<String, Given>(rules);
    if (after.isEmpty()) {
      copy.remove(key.rule);
    } else {
      copy.put(key.rule, after);
    }
    return new Layer(origin, name, general, copy);
  }

  /** What is left when all rules and all but some options are taken out. */
  Layer only(Option... options) {
    SortedMap<String, Given> none = Collections.unmodifiableSortedMap(new TreeMap<String, Given>());
    return new Layer(origin, name, general.only(options), none);
  }
}
