package dev.keepalive.agent.options;

/** The options of one kind of connection, ready for use. Immutable. */
public final class Policy {
  public final Mode mode;

  /** Whether SO_KEEPALIVE is set. */
  public final boolean keepalive;

  /** TCP_KEEPIDLE, 1 to 32767. */
  public final int keepaliveIdleSeconds;

  /** TCP_KEEPINTVL, 1 to 32767. */
  public final int keepaliveIntervalSeconds;

  /** TCP_KEEPCNT, 1 to 127. */
  public final int keepaliveCount;

  /** TCP_USER_TIMEOUT; 0 is off, -1 is auto. */
  public final int userTimeoutMillis;

  /** The name of the rule; null for the general options. */
  public final String rule;

  Policy(String rule, Value[] values) {
    this.rule = rule;
    mode = Mode.values()[(int) number(values, Option.MODE)];
    keepalive = values[Option.KEEPALIVE.ordinal()].text.equals("on");
    keepaliveIdleSeconds = seconds(values, Option.KEEPALIVE_IDLE);
    keepaliveIntervalSeconds = seconds(values, Option.KEEPALIVE_INTERVAL);
    keepaliveCount = (int) number(values, Option.KEEPALIVE_COUNT);
    userTimeoutMillis = (int) number(values, Option.USER_TIMEOUT);
  }

  /** How long until keepalive finds a dead peer: idle + interval * count, at most 2^31-1. */
  public int detectionMillis() {
    long seconds = keepaliveIdleSeconds + (long) keepaliveIntervalSeconds * keepaliveCount;
    return (int) Math.min(Integer.MAX_VALUE, seconds * Duration.SECOND);
  }

  private static int seconds(Value[] values, Option option) {
    return (int) (number(values, option) / Duration.SECOND);
  }

  private static long number(Value[] values, Option option) {
    return values[option.ordinal()].number;
  }
}
