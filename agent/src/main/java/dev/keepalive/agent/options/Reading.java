package dev.keepalive.agent.options;

import java.util.Collections;
import java.util.List;

/** What reading the options gave. Immutable. */
public final class Reading {
  private final Settings settings;
  private final List<String> problems;
  private final List<String> warnings;
  private final List<String> notes;
  private final ConfigFile file;

  Reading(
      Settings settings,
      List<String> problems,
      List<String> warnings,
      List<String> notes,
      ConfigFile file) {
    this.settings = settings;
    this.problems = Collections.unmodifiableList(problems);
    this.warnings = Collections.unmodifiableList(warnings);
    this.notes = Collections.unmodifiableList(notes);
    this.file = file;
  }

  /**
   * What holds now. With problems, nothing of what was read: at start the defaults (but {@code
   * log}, {@code log.format} and {@code on-error} where they are valid, so that the problems are
   * told in the wanted way), later what was in force before.
   */
  public Settings settings() {
    return settings;
  }

  /** What is wrong, all at once, one line each; {@code on-error} decides what comes of it. */
  public List<String> problems() {
    return problems;
  }

  /** What somebody should look at although it is no reason to stop: a missing file. */
  public List<String> warnings() {
    return warnings;
  }

  /** What is good to know: values that are masked, values that changed. */
  public List<String> notes() {
    return notes;
  }

  /** Whether {@code on-error=exit} holds; known even if other options are bad. */
  public boolean exitOnError() {
    return settings.text(Option.ON_ERROR).equals("exit");
  }

  /** The file to look at from time to time; null if none is configured. */
  public ConfigFile file() {
    return file;
  }
}
