package dev.keepalive.agent.options;

/** How far the agent goes, from the least restrictive to the most: the order is what decides. */
public enum Mode {
  /** Sets TCP options and ends connections. */
  ENFORCE,
  /** Sets TCP options, ends nothing, and reports what it would have ended. */
  PROTECT,
  /** Changes nothing and reports what would have been done. */
  OBSERVE,
  /** Does nothing; gives back what the application had set. */
  OFF;

  /** Whether the TCP options of connections are changed. */
  public boolean changesOptions() {
    return this == ENFORCE || this == PROTECT;
  }

  /** Whether connections are ended. */
  public boolean ends() {
    return this == ENFORCE;
  }

  /** As written in options: lower case. */
  String word() {
    return WORDS[ordinal()];
  }

  /** Not String.toLowerCase: in a Turkish locale that writes other letters. */
  static final String[] WORDS = {"enforce", "protect", "observe", "off"};
}
