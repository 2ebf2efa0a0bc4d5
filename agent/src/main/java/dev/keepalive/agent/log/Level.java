package dev.keepalive.agent.log;

/** How important a line is; a level shows itself and all before it. */
public enum Level {
  OFF("off"),
  ERROR("error"),
  WARN("warn"),
  INFO("info"),
  DEBUG("debug");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  /** As the option {@code log} has it. */
  @Override
  public String toString() {
    return word;
  }

  /**
   * The level of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Level of(String word) {
    for (Level level : values()) {
      if (level.word.equals(word)) {
        return level;
      }
    }
    throw new IllegalArgumentException("no log level: " + word);
  }
}
