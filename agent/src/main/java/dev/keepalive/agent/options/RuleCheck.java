package dev.keepalive.agent.options;

import java.util.List;

/** What is wrong with whole rules although each of their values is right. */
final class RuleCheck {
  private static final Option[] CLIENTS_ONLY = {
    Option.CONNECT_TIMEOUT,
    Option.RESPONSE_TIMEOUT,
    Option.STALE_CHECK,
    Option.RESOLVE_CHECK,
    Option.HEARTBEAT
  };

  private RuleCheck() {}

  /**
   * Checks the rules of all sources but run time: there a rule comes about value by value.
   *
   * @param problems every problem is added here, one line each
   */
  static void check(Layers layers, List<String> problems) {
    Layers written = layers.without(Origin.RUN_TIME);
    for (String rule : written.ruleNames()) {
      List<Given> given = written.given(rule);
      if (!isSpoiled(given)) {
        String problem = problem(rule, new Winners(written, rule), new Winners(written, null));
        if (problem != null) {
          problems.add(problem + " [" + given.get(0).place + "]");
        }
      }
    }
  }

  private static boolean isSpoiled(List<Given> given) {
    for (Given part : given) {
      if (part.spoiled) {
        return true;
      }
    }
    return false;
  }

  private static String problem(String rule, Winners values, Winners general) {
    if (!values.hasAny(Scope.MATCH)) {
      return "rule." + rule + " has no peer, role or local-port";
    }
    if (!values.hasAny(Scope.RULE)) {
      return "rule." + rule + " has no option: it only says for which connections";
    }
    String incomplete = incomplete(rule, values, general);
    return incomplete == null ? pointless(rule, values) : incomplete;
  }

  /** An option that needs others which are not there; else null. */
  private static String incomplete(String rule, Winners values, Winners general) {
    if ("custom".equals(values.text(Option.HEARTBEAT))) {
      for (Option needed : new Option[] {Option.HEARTBEAT_SEND, Option.HEARTBEAT_EXPECT}) {
        if (values.value(needed) == null && general.value(needed) == null) {
          return OptionKey.text(rule, Option.HEARTBEAT)
              + "=custom needs "
              + OptionKey.text(rule, needed);
        }
      }
    }
    return null;
  }

  /**
   * Checks what several changes at run time have come to.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  static void checkChanges(Layers changed) {
    Winners general = new Winners(changed, null);
    for (String rule : changed.ruleNames()) {
      String incomplete = incomplete(rule, new Winners(changed, rule), general);
      if (incomplete != null) {
        throw new IllegalArgumentException(incomplete);
      }
    }
  }

  /** An option that can never have a meaning for the connections of its rule; else null. */
  private static String pointless(String rule, Winners values) {
    if ("server".equals(values.text(Option.ROLE))) {
      for (Option option : CLIENTS_ONLY) {
        if (values.value(option) != null) {
          return OptionKey.text(rule, option)
              + " is for client connections; the rule has role=server";
        }
      }
    }
    return null;
  }

  /**
   * Checks a change at run time, which may begin a rule but not with an option: that would hold for
   * no connection, or for all.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  static void checkChange(Layers changed, OptionKey key, boolean takenBack) {
    Winners values = new Winners(changed, key.rule);
    if (!values.hasAny(Scope.MATCH)) {
      if (takenBack && key.option.scope() == Scope.MATCH && values.hasAny(Scope.RULE)) {
        throw new IllegalArgumentException(
            "rule."
                + key.rule
                + " would have no peer, role or local-port: take its options back first");
      }
      if (!takenBack) {
        throw new IllegalArgumentException(
            "rule." + key.rule + " has no peer, role or local-port: set one of them first");
      }
    }
    String pointless = pointless(key.rule, values);
    if (pointless != null && !takenBack) {
      throw new IllegalArgumentException(pointless);
    }
  }
}
