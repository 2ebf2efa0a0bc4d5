package dev.keepalive.agent.options;

/** Some ports in a row. Immutable. */
final class PortRange {
  private static final int HIGHEST = 65535;

  /** Every port, also one that is not known (0). */
  static final PortRange ANY = new PortRange(0, HIGHEST);

  private final int low;
  private final int high;

  private PortRange(int low, int high) {
    this.low = low;
    this.high = high;
  }

  /**
   * Reads {@code 5432} or {@code 9092-9094}.
   *
   * @throws IllegalArgumentException with what is wrong, in words for the user
   */
  static PortRange parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      int port = port(text);
      return new PortRange(port, port);
    }
    int low = port(text.substring(0, dash));
    int high = port(text.substring(dash + 1));
    if (high < low) {
      throw new IllegalArgumentException("the range of ports " + text + " is upside down");
    }
    return new PortRange(low, high);
  }

  boolean contains(int port) {
    return port >= low && port <= high;
  }

  static boolean anyContains(PortRange[] ranges, int port) {
    for (int i = 0; i < ranges.length; i++) {
      if (ranges[i].contains(port)) {
        return true;
      }
    }
    return false;
  }

  private static int port(String digits) {
    long port = Digits.read(digits, 0, digits.length());
    if (port < 1 || port > HIGHEST) {
      throw new IllegalArgumentException(
          "'" + Texts.shortened(digits) + "' is no port (1 to " + HIGHEST + ")");
    }
    return (int) port;
  }
}
