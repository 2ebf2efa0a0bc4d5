package dev.keepalive.agent.options;

/** The options of the JVM's end, ready for use. Immutable. */
public final class ShutdownOptions {
  /** What becomes of the sockets that accept. */
  public enum Listeners {
    /** Closed before the application's hooks if it has none of its own, else after them. */
    AUTO,
    /** Closed before the application's hooks. */
    CLOSE,
    /** Left alone. */
    KEEP
  }

  private static final PortRange[] NONE = {};

  /** Whether to drain at all. */
  public final boolean drains;

  public final long delayMillis;
  public final long timeoutMillis;
  public final long quietMillis;
  public final long stalledMillis;
  public final long lingerMillis;
  public final Listeners listeners;

  /** Soft closes a second at most, where that does not lengthen the exit. */
  public final int closeRate;

  private final PortRange[] excepted;

  ShutdownOptions(Winners values) {
    Mode mode = Mode.values()[(int) values.value(Option.MODE).number];
    drains = mode.ends() && "drain".equals(values.text(Option.SHUTDOWN));
    delayMillis = values.value(Option.SHUTDOWN_DELAY).number;
    timeoutMillis = values.value(Option.SHUTDOWN_TIMEOUT).number;
    quietMillis = values.value(Option.SHUTDOWN_QUIET).number;
    stalledMillis = values.value(Option.SHUTDOWN_STALLED).number;
    lingerMillis = values.value(Option.SHUTDOWN_LINGER).number;
    listeners = Listeners.values()[(int) values.value(Option.SHUTDOWN_LISTENERS).number];
    closeRate = (int) values.value(Option.CLOSE_RATE).number;
    Value ports = values.value(Option.SHUTDOWN_EXCEPT);
    excepted = ports == null ? NONE : (PortRange[]) ports.compiled;
  }

  /** Whether this local port is served to the end. */
  public boolean excepts(int localPort) {
    return PortRange.anyContains(excepted, localPort);
  }
}
