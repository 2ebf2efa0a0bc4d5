package dev.keepalive.agent.options;

/** Any text, commas too; only the option itself knows what it means. */
final class Text extends Type {
  private final String accepted;

  private Text(String accepted) {
    this.accepted = accepted;
  }

  static Text of(String accepted) {
    return new Text(accepted);
  }

  @Override
  Value read(String text) {
    return new Value(text, 0);
  }

  @Override
  String accepted() {
    return accepted;
  }

  @Override
  boolean isFreeText() {
    return true;
  }
}
