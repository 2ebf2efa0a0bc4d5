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

  public final int deadTimeoutMillis;
  public final int connectTimeoutMillis;
  public final int readTimeoutMillis;
  public final int responseTimeoutMillis;
  public final int writeTimeoutMillis;
  public final int idleTimeoutMillis;
  public final int lifetimeMillis;
  public final int closeWaitReportMillis;
  public final int closeWaitTimeoutMillis;
  public final int stallReportMillis;
  public final boolean capDeadlines, readTimeoutByRule;
  public final int lifetimeJitterPercent;

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
    deadTimeoutMillis =
        number(values, Option.DEAD_TIMEOUT) < 0
            ? detectionMillis()
            : (int) number(values, Option.DEAD_TIMEOUT);
    connectTimeoutMillis = (int) number(values, Option.CONNECT_TIMEOUT);
    readTimeoutMillis = (int) number(values, Option.READ_TIMEOUT);
    responseTimeoutMillis = (int) number(values, Option.RESPONSE_TIMEOUT);
    writeTimeoutMillis = (int) number(values, Option.WRITE_TIMEOUT);
    idleTimeoutMillis = (int) number(values, Option.IDLE_TIMEOUT);
    lifetimeMillis = (int) number(values, Option.LIFETIME);
    closeWaitReportMillis = (int) number(values, Option.CLOSE_WAIT_REPORT);
    closeWaitTimeoutMillis = (int) number(values, Option.CLOSE_WAIT_TIMEOUT);
    stallReportMillis = (int) number(values, Option.STALL_REPORT);
    capDeadlines = values[Option.DEADLINES.ordinal()].text.equals("cap");
    readTimeoutByRule = false;
    lifetimeJitterPercent = 10;
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
