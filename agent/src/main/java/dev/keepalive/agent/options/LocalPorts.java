package dev.keepalive.agent.options;

/** Ports and ranges of ports joined by {@code +}; compiled into an array of {@link PortRange}. */
final class LocalPorts extends Type {
  static final LocalPorts TYPE = new LocalPorts();

  private LocalPorts() {}

  @Override
  Value read(String text) {
    String[] parts = Texts.split(text, '+');
    PortRange[] ranges = new PortRange[parts.length];
    for (int i = 0; i < parts.length; i++) {
      ranges[i] = PortRange.parse(parts[i]);
    }
    return new Value(text, 0, ranges);
  }

  @Override
  String accepted() {
    return "ports or ranges of ports, joined by +, such as 8080+9000-9010";
  }
}
