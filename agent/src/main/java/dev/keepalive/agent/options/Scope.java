package dev.keepalive.agent.options;

/** For what, and until when, an option can be set. */
public enum Scope {
  /** In a rule only: for which connections it is; can change at run time. */
  MATCH,
  /** For some connections by a rule or for all; can change at run time. */
  RULE,
  /** For the whole JVM; can change at run time. */
  PROCESS,
  /** For the whole JVM; read once, when the agent starts. */
  START;

  /** Whether it may stand in a rule. */
  boolean inRule() {
    return this == MATCH || this == RULE;
  }
}
