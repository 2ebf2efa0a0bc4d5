package dev.keepalive.agent.options;

/** What a key names: an option in general, or that option in one rule. Immutable. */
final class OptionKey {
  private static final String PREFIX = "rule.";

  /** The name of the rule; null in general. */
  final String rule;

  final Option option;

  private OptionKey(String rule, Option option) {
    this.rule = rule;
    this.option = option;
  }

  /**
   * Reads {@code read.timeout} or {@code rule.10-pg.read.timeout}.
   *
   * @throws IllegalArgumentException with one line for the user, with the nearest key if one is
   */
  static OptionKey parse(String key) {
    if (key.startsWith(PREFIX)) {
      return inRule(key, key.substring(PREFIX.length()));
    }
    Option option = Option.of(key);
    if (option == null) {
      throw new IllegalArgumentException(
          "unknown option '" + Texts.shortened(key) + "'" + suggestion(key));
    }
    if (option.scope() == Scope.MATCH) {
      throw new IllegalArgumentException(
          "'" + key + "' stands in a rule only: " + text("NAME", option));
    }
    return new OptionKey(null, option);
  }

  private static OptionKey inRule(String key, String rest) {
    String shown = "'" + Texts.shortened(key) + "'";
    Option nameless = Option.of(rest);
    if (nameless != null && nameless.scope().inRule()) {
      throw new IllegalArgumentException(
          shown + " lacks the name of the rule: " + text("NAME", nameless));
    }
    int dot = rest.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException(shown + " is no option; in rules they are rule.NAME.KEY");
    }
    String name = rest.substring(0, dot);
    if (!RuleName.isValid(name)) {
      throw new IllegalArgumentException(
          shown + ": the name of a rule is made of a-z, 0-9 and hyphens");
    }
    Option option = Option.of(rest.substring(dot + 1));
    if (option == null) {
      throw new IllegalArgumentException("unknown option " + shown + suggestion(key));
    }
    if (!option.scope().inRule()) {
      throw new IllegalArgumentException(
          shown + ": " + option.key() + " cannot stand in a rule, it concerns the whole JVM");
    }
    return new OptionKey(name, option);
  }

  /** As {@link #parse}, but null instead of an error. */
  static OptionKey orNull(String key) {
    try {
      return parse(key);
    } catch (IllegalArgumentException noKey) {
      return null;
    }
  }

  /** The rule that is meant, however wrong the rest of the key is; null if none. */
  static String ruleIn(String key) {
    int dot = key.startsWith(PREFIX) ? key.indexOf('.', PREFIX.length()) : -1;
    return dot < 0 ? null : key.substring(PREFIX.length(), dot);
  }

  /** Empty, or a hint with the key that was probably meant. */
  static String suggestion(String key) {
    String rule = ruleIn(key);
    String nearest =
        rule == null
            ? NearestKey.to(key, false)
            : NearestKey.to(key.substring(PREFIX.length() + rule.length() + 1), true);
    if (nearest == null) {
      return "";
    }
    return " (did you mean '" + (rule == null ? "" : PREFIX + rule + ".") + nearest + "'?)";
  }

  /** As written in options; the rule may be null. */
  static String text(String rule, Option option) {
    return rule == null ? option.key() : PREFIX + rule + "." + option.key();
  }

  @Override
  public String toString() {
    return text(rule, option);
  }
}
