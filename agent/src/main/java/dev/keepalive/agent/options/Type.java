package dev.keepalive.agent.options;

/**
 * What values an option takes. The kinds are {@link Words}, {@link Duration}, {@link Count}, {@link
 * Percentage}, {@link Text}, and in rules {@link Peers} and {@link LocalPorts}.
 */
abstract class Type {

  /**
   * Reads a value that is not empty and has no blanks around it.
   *
   * @throws IllegalArgumentException if it is not a value of this type; the message says why in a
   *     few words, or is null where {@link #accepted()} says enough
   */
  abstract Value read(String text);

  /** The accepted values, so that it reads well after "must be": {@code on or off}. */
  abstract String accepted();

  /** Whether a value may contain a comma or an equals sign. */
  boolean isFreeText() {
    return false;
  }
}
