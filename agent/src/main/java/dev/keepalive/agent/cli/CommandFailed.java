package dev.keepalive.agent.cli;

/** A command that ends with a line for the user and an exit code. */
final class CommandFailed extends Exception {
  private static final long serialVersionUID = 1;

  /** Nothing matched. */
  static final int NOTHING = 1;

  /** The command, its arguments or options make no sense, or were refused. */
  static final int USAGE = 2;

  /** The JVM cannot be reached. */
  static final int UNREACHABLE = 3;

  final int code;

  CommandFailed(int code, String message) {
    super(message);
    this.code = code;
  }

  static CommandFailed usage(String message) {
    return new CommandFailed(USAGE, message);
  }
}
