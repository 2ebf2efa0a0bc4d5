package dev.keepalive.agent.options;

/** Where a value comes from, from the weakest source to the strongest. */
public enum Origin {
  DEFAULT("default"),
  FILE("file"),
  ENVIRONMENT("environment"),
  SYSTEM_PROPERTY("system property"),
  ARGUMENTS("arguments"),
  RUN_TIME("run time");

  private final String words;

  Origin(String words) {
    this.words = words;
  }

  /** As people read it: {@code system property}. */
  @Override
  public String toString() {
    return words;
  }
}
