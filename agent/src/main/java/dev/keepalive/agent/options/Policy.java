package dev.keepalive.agent.options;

import java.util.Arrays;

/**
 * The options of some connections, ready for use. Of times, 0 is off unless it says otherwise.
 * Immutable; where options change and a policy stays the same, it stays the same object.
 */
public final class Policy {
  /** How far to go with these connections; {@link Mode#OFF} wherever the general mode is off. */
  public final Mode mode;

  /** Whether SO_KEEPALIVE is set. */
  public final boolean keepalive;

  /** TCP_KEEPIDLE, 1 to 32767. */
  public final int keepaliveIdleSeconds;

  /** TCP_KEEPINTVL, 1 to 32767. */
  public final int keepaliveIntervalSeconds;

  /** TCP_KEEPCNT, 1 to 127. */
  public final int keepaliveCount;

  /** For how long the evidence must hold that the peer is gone; auto is resolved already. */
  public final int deadTimeoutMillis;

  /** TCP_USER_TIMEOUT; 0 is off, -1 is auto. */
  public final int userTimeoutMillis;

  public final int connectTimeoutMillis;

  /** SO_TIMEOUT. */
  public final int readTimeoutMillis;

  /** Whether a rule gave {@link #readTimeoutMillis}: only then does it replace an explicit 0. */
  public final boolean readTimeoutByRule;

  public final int responseTimeoutMillis;

  public final int writeTimeoutMillis;

  /** Whether deadlines shorten longer ones of the application too. */
  public final boolean capDeadlines;

  public final int idleTimeoutMillis;

  /** Before {@link #lifetimeJitterPercent}. */
  public final long lifetimeMillis;

  /** By how much lifetimes differ from connection to connection, 0 to 50. */
  public final int lifetimeJitterPercent;

  public final int closeWaitReportMillis;

  public final int closeWaitTimeoutMillis;

  public final int stallReportMillis;

  /** Whether a write after a silence first asks the kernel if the peer has closed. */
  public final boolean staleCheck;

  /** How often the name is looked up again. */
  public final int resolveCheckMillis;

  /** Null: none. */
  public final HeartbeatOptions heartbeat;

  private final String heartbeatTexts;

  /** The name of the rule; null for the general options. */
  public final String rule;

  /** By the ordinal of the option, 0 where it cannot stand in a rule. */
  private final long[] numbers;

  static Policy ofAll(Winners general) {
    return new Policy(null, null, general);
  }

  static Policy ofRule(String rule, Winners given, Winners general) {
    return new Policy(rule, given, general);
  }

  private Policy(String rule, final Winners given, final Winners general) {
    this.rule = rule;
    HeartbeatOptions.Source winners =
        new HeartbeatOptions.Source() {
          @Override
          public Value value(Option option) {
            Value own = given == null ? null : given.value(option);
            return own == null ? general.value(option) : own;
          }
        };
    numbers = new long[Option.ALL.length];
    for (Option option : Option.ALL) {
      Value value = option.scope() == Scope.RULE ? winners.value(option) : null;
      numbers[option.ordinal()] = value == null ? 0 : value.number;
    }
    // The kill switch; short of that a rule may go further than the rest, to be tried there first.
    boolean killed = general.value(Option.MODE).number == Mode.OFF.ordinal();
    mode = killed ? Mode.OFF : Mode.values()[number(Option.MODE)];
    keepalive = number(Option.KEEPALIVE) == Words.ON;
    keepaliveIdleSeconds = seconds(Option.KEEPALIVE_IDLE);
    keepaliveIntervalSeconds = seconds(Option.KEEPALIVE_INTERVAL);
    keepaliveCount = number(Option.KEEPALIVE_COUNT);
    int dead = number(Option.DEAD_TIMEOUT);
    deadTimeoutMillis = dead == Value.AUTO ? detectionMillis() : dead;
    userTimeoutMillis = number(Option.USER_TIMEOUT);
    connectTimeoutMillis = number(Option.CONNECT_TIMEOUT);
    readTimeoutMillis = number(Option.READ_TIMEOUT);
    readTimeoutByRule = given != null && given.value(Option.READ_TIMEOUT) != null;
    responseTimeoutMillis = number(Option.RESPONSE_TIMEOUT);
    writeTimeoutMillis = number(Option.WRITE_TIMEOUT);
    capDeadlines = number(Option.DEADLINES) == 1;
    idleTimeoutMillis = number(Option.IDLE_TIMEOUT);
    lifetimeMillis = numbers[Option.LIFETIME.ordinal()];
    lifetimeJitterPercent = number(Option.LIFETIME_JITTER);
    closeWaitReportMillis = number(Option.CLOSE_WAIT_REPORT);
    closeWaitTimeoutMillis = number(Option.CLOSE_WAIT_TIMEOUT);
    stallReportMillis = number(Option.STALL_REPORT);
    staleCheck = number(Option.STALE_CHECK) == Words.ON;
    resolveCheckMillis = number(Option.RESOLVE_CHECK);
    heartbeat = HeartbeatOptions.of(winners);
    heartbeatTexts = text(winners, Option.HEARTBEAT_SEND) + text(winners, Option.HEARTBEAT_EXPECT);
  }

  /** How long until keepalive finds a dead peer: idle + interval * count, at most 2^31-1. */
  public int detectionMillis() {
    long seconds = keepaliveIdleSeconds + (long) keepaliveIntervalSeconds * keepaliveCount;
    return (int) Math.min(Integer.MAX_VALUE, seconds * Duration.SECOND);
  }

  /**
   * The other one if it says the same.
   *
   * @param other may be null
   */
  Policy orSame(Policy other) {
    boolean same =
        other != null
            && other.mode == mode
            && other.readTimeoutByRule == readTimeoutByRule
            && (rule == null ? other.rule == null : rule.equals(other.rule))
            && other.heartbeatTexts.equals(heartbeatTexts)
            && Arrays.equals(other.numbers, numbers);
    return same ? other : this;
  }

  private static String text(HeartbeatOptions.Source winners, Option option) {
    Value value = winners.value(option);
    return value == null ? "" : value.text + '\n';
  }

  /** All but the lifetime fit: the accepted ranges say so. */
  private int number(Option option) {
    return (int) numbers[option.ordinal()];
  }

  private int seconds(Option option) {
    return number(option) / (int) Duration.SECOND;
  }
}
