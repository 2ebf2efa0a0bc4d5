package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Policy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rules whose heartbeats are off, as a peer did not take them for what they are. */
final class Refusals {
  private final Map<String, Policy> refused = new ConcurrentHashMap<String, Policy>();
  private final List<String> problems;

  Refusals(List<String> problems) {
    this.problems = problems;
  }

  /** Until the options of the rule change. */
  boolean isOff(Policy policy) {
    return refused.get(name(policy)) == policy;
  }

  /** Switches them off, and says so once. */
  void off(Policy policy, String peer, String why) {
    if (refused.put(name(policy), policy) != policy) {
      String line =
          "heartbeats are off for "
              + (policy.rule == null ? "all connections" : "rule " + policy.rule)
              + ": "
              + peer
              + " answered with "
              + why;
      problems.add(line);
      Log.error(line);
    }
  }

  private static String name(Policy policy) {
    return policy.rule == null ? "" : policy.rule;
  }
}
