package dev.keepalive.subjects.startup;

/** An agent that does nothing. */
public final class EmptyAgent {
  private EmptyAgent() {}

  public static void premain(String arguments) {
    // Nothing.
  }
}
