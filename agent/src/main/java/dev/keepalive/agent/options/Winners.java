package dev.keepalive.agent.options;

/** Of each option the value that holds, in general or in one rule, and its origin. Immutable. */
final class Winners {
  private final Value[] values = new Value[Option.ALL.length];
  private final Origin[] origins = new Origin[Option.ALL.length];

  /**
   * @param rule the name of a rule, which has only what it gives itself; null for the general
   *     options, which have the defaults too
   */
  Winners(Layers layers, String rule) {
    for (Option option : Option.ALL) {
      Layer winner = layers.winner(rule, option);
      int i = option.ordinal();
      if (winner != null) {
        values[i] = winner.get(rule, option);
        origins[i] = winner.origin;
      } else {
        values[i] = rule == null ? option.defaultValue() : null;
        origins[i] = Origin.DEFAULT;
      }
    }
  }

  /** Null if there is none. */
  Value value(Option option) {
    return values[option.ordinal()];
  }

  Origin origin(Option option) {
    return origins[option.ordinal()];
  }

  /** Whether it has an option of this scope. */
  boolean hasAny(Scope scope) {
    for (Option option : Option.ALL) {
      if (option.scope() == scope && value(option) != null) {
        return true;
      }
    }
    return false;
  }

  /** As written; null if there is none. */
  String text(Option option) {
    Value value = value(option);
    return value == null ? null : value.text;
  }

  /** {@code 30s (default)}. */
  String described(Option option) {
    String text = text(option);
    return (text == null ? "none" : text) + " (" + origin(option) + ")";
  }
}
