package dev.keepalive.agent.tcp;

/**
 * The TCP options of one connection: what the application (or the system) set, what is in force.
 */
public final class OptionState {
  /** An option that this connection does not have. */
  public static final int UNAVAILABLE = -1;

  private final int[] wished = new int[TcpOption.VALUES.length];
  private final int[] inForce = new int[TcpOption.VALUES.length];

  /** The value in force, in the option's unit, or {@link #UNAVAILABLE}. */
  public synchronized int inForce(TcpOption option) {
    return inForce[option.ordinal()];
  }

  /** What the application, or the system, had set. */
  public synchronized int wished(TcpOption option) {
    return wished[option.ordinal()];
  }

  /** The application's own value, which is in force as soon as it is set. */
  synchronized void wish(TcpOption option, int value) {
    wished[option.ordinal()] = value;
    inForce[option.ordinal()] = value;
  }

  synchronized void put(TcpOption option, int value) {
    inForce[option.ordinal()] = value;
  }
}
