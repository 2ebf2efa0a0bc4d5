package dev.keepalive.agent.tcp;

/** The socket options that the agent sets, with Linux's numbers and the JDK's names. */
public enum TcpOption {
  /** Probes at all, 0 or 1. */
  KEEPALIVE(1, 9, "SO_KEEPALIVE"),
  /** Silence before the first probe, in seconds. */
  KEEPALIVE_IDLE(6, 4, "TCP_KEEPIDLE"),
  /** Between probes, in seconds. */
  KEEPALIVE_INTERVAL(6, 5, "TCP_KEEPINTERVAL"),
  /** Unanswered probes until the kernel gives up. */
  KEEPALIVE_COUNT(6, 6, "TCP_KEEPCOUNT"),
  /** How long data may stay unacknowledged, in milliseconds; 0: the system's default. */
  USER_TIMEOUT(6, 18, "TCP_USER_TIMEOUT");

  final int linuxLevel;
  final int linuxNumber;
  final String jdkName;

  TcpOption(int linuxLevel, int linuxNumber, String jdkName) {
    this.linuxLevel = linuxLevel;
    this.linuxNumber = linuxNumber;
    this.jdkName = jdkName;
  }

  /** The option of this JDK name ({@code SocketOption.name()}); null: none that concerns us. */
  public static TcpOption named(String jdkName) {
    for (TcpOption option : VALUES) {
      if (option.jdkName.equals(jdkName)) {
        return option;
      }
    }
    return null;
  }

  static final TcpOption[] VALUES = values();
}
