package dev.keepalive.agent.options;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** All rules in the order in which they are tried. Immutable. */
final class Rules {
  static final Rules NONE = new Rules(new Rule[0]);

  private static final int MOST_NAMES = 8;

  private final Rule[] all;

  /** Those that are tried. */
  private final Rule[] complete;

  private Rules(Rule[] all) {
    this.all = all;
    List<Rule> tried = new ArrayList<Rule>();
    for (Rule rule : all) {
      if (rule.isComplete()) {
        tried.add(rule);
      }
    }
    complete = tried.toArray(new Rule[0]);
  }

  /**
   * @param before where a policy has not changed, the very same object is taken from here
   */
  static Rules of(Layers layers, Winners general, Rules before) {
    List<Rule> rules = new ArrayList<Rule>();
    for (String name : layers.ruleNames()) {
      Winners given = new Winners(layers, name);
      Rule old = before.named(name);
      Policy policy = Policy.ofRule(name, given, general).orSame(old == null ? null : old.policy);
      rules.add(new Rule(name, given, policy));
    }
    return rules.isEmpty() ? NONE : new Rules(rules.toArray(new Rule[0]));
  }

  /** The policy of the first rule that matches; null if none does. */
  Policy firstMatch(boolean client, InetSocketAddress peer, int localPort) {
    if (complete.length == 0) {
      return null;
    }
    PeerFacts facts = peer == null ? null : new PeerFacts(peer);
    for (int i = 0; i < complete.length; i++) {
      if (complete[i].matches(client, facts, localPort)) {
        return complete[i].policy;
      }
    }
    return null;
  }

  /** Null if there is none. */
  Rule named(String name) {
    for (Rule rule : all) {
      if (rule.name.equals(name)) {
        return rule;
      }
    }
    return null;
  }

  Rule[] all() {
    return all;
  }

  /** {@code 2 rules (10-pg, 90-any)}; empty if there are none. */
  String summary() {
    if (all.length == 0) {
      return "";
    }
    StringBuilder line = new StringBuilder();
    line.append(all.length).append(all.length == 1 ? " rule (" : " rules (");
    for (int i = 0; i < all.length && i < MOST_NAMES; i++) {
      line.append(i == 0 ? "" : ", ").append(all[i].name);
    }
    return line.append(all.length > MOST_NAMES ? ", ...)" : ")").toString();
  }
}
