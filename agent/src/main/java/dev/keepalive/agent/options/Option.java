package dev.keepalive.agent.options;

import static dev.keepalive.agent.options.Duration.DAY;
import static dev.keepalive.agent.options.Duration.HOUR;
import static dev.keepalive.agent.options.Duration.MINUTE;
import static dev.keepalive.agent.options.Duration.SECOND;
import static dev.keepalive.agent.options.Scope.MATCH;
import static dev.keepalive.agent.options.Scope.PROCESS;
import static dev.keepalive.agent.options.Scope.RULE;
import static dev.keepalive.agent.options.Scope.START;

/**
 * The table of all options, one row each: key, type, default, scope, help. Parsing, messages, JMX,
 * the command line and docs/options.md come from here.
 */
public enum Option {
  MODE(
      "mode",
      Words.of(Mode.WORDS),
      "enforce",
      RULE,
      "how far to go. enforce: all of it; protect: TCP options only, the rest observed; observe:"
          + " change nothing, report what would have been done; off. The most restrictive source"
          + " wins; a rule's own mode may be less restrictive than the general one, except where"
          + " that is off; off at run time gives back what the application had set"),

  KEEPALIVE(
      "keepalive",
      Words.ON_OFF,
      "on",
      RULE,
      "SO_KEEPALIVE on every TCP connection; the application cannot turn it off again"),

  KEEPALIVE_IDLE(
      "keepalive.idle",
      Duration.from(1 * SECOND, 32767 * SECOND).inWholeSeconds(),
      "30s",
      RULE,
      "TCP_KEEPIDLE: silence before the first probe; the application's own is kept where it is"
          + " shorter"),

  KEEPALIVE_INTERVAL(
      "keepalive.interval",
      Duration.from(1 * SECOND, 32767 * SECOND).inWholeSeconds(),
      "10s",
      RULE,
      "TCP_KEEPINTVL: time between probes; the application's own interval and count are kept"
          + " together where their product is not longer"),

  KEEPALIVE_COUNT(
      "keepalive.count",
      Count.from(1, 127),
      "3",
      RULE,
      "TCP_KEEPCNT: probes without an answer after which the kernel ends the connection"),

  DEAD_TIMEOUT(
      "dead.timeout",
      Duration.DEADLINE.orOff().orAuto(),
      "auto",
      RULE,
      "a connection is ended on evidence that its peer is gone: for so long probes or"
          + " retransmissions stay unanswered and nothing is read. A slow peer is not a dead one."
          + " auto: idle + interval * count of keepalive"),

  USER_TIMEOUT(
      "user-timeout",
      Duration.from(10, 24 * HOUR).orOff().orAuto(),
      "auto",
      RULE,
      "TCP_USER_TIMEOUT: sent data unacknowledged for so long ends the connection, a live peer that"
          + " stops reading for so long too. auto: off where dead.timeout can read the kernel's"
          + " state, else idle + interval * count on client connections"),

  CONNECT_TIMEOUT(
      "connect.timeout",
      Duration.DEADLINE.orOff(),
      "30s",
      RULE,
      "for a connect where the application gave no timeout; a longer one of its own is shortened"
          + " by deadlines=cap only"),

  READ_TIMEOUT(
      "read.timeout",
      Duration.DEADLINE.orOff(),
      "off",
      RULE,
      "for a blocking read where the application gave no timeout; a timeout of 0 that it asked for"
          + " is replaced by a rule only"),

  RESPONSE_TIMEOUT(
      "response.timeout",
      Duration.DEADLINE.orOff(),
      "off",
      RULE,
      "client connections: something was written, and then nothing read for so long: ended. For"
          + " request-and-answer protocols: a one-way stream looks the same"),

  WRITE_TIMEOUT(
      "write.timeout",
      Duration.DEADLINE.orOff(),
      "off",
      RULE,
      "no progress of a pending write for so long: ended. A peer that reads very slowly opens no"
          + " window for minutes and looks the same"),

  DEADLINES(
      "deadlines",
      Words.of("fill", "cap"),
      "fill",
      RULE,
      "fill: only where the application set none; cap: over longer values of its own too"),

  IDLE_TIMEOUT(
      "idle.timeout",
      Duration.DEADLINE.orOff(),
      "off",
      RULE,
      "no byte either way for so long: closed softly"),

  LIFETIME(
      "lifetime",
      Duration.from(10, 365 * DAY).orOff(),
      "off",
      RULE,
      "age at which a quiet connection is closed softly, never in the middle of an exchange"),

  LIFETIME_JITTER(
      "lifetime.jitter",
      Percentage.from(0, 50),
      "10%",
      RULE,
      "lifetime differs by up to so much from connection to connection, so that not all are opened"
          + " anew at once"),

  CLOSE_WAIT_REPORT(
      "close-wait.report",
      Duration.DEADLINE.orOff(),
      "60s",
      RULE,
      "the peer closed and the application has not noticed for so long: reported once"),

  CLOSE_WAIT_TIMEOUT(
      "close-wait.timeout",
      Duration.DEADLINE.orOff(),
      "off",
      RULE,
      "the peer closed and the application has not noticed for so long: closed"),

  STALL_REPORT(
      "stall.report",
      Duration.DEADLINE.orOff(),
      "60s",
      RULE,
      "an operation has been blocked without progress for so long: reported once, with its thread"),

  STALE_CHECK(
      "stale.check",
      Words.ON_OFF,
      "off",
      RULE,
      "client connections: before a write after a second of silence the kernel is asked whether the"
          + " peer has closed; then the write fails as a reset does, before a byte is sent"),

  RESOLVE_CHECK(
      "resolve.check",
      Duration.from(100, 24 * HOUR).orOff(),
      "off",
      RULE,
      "client connections: how often to ask the name service whether the address still belongs to"
          + " the name that the application asked for; if not, twice running, closed softly when"
          + " quiet"),

  HEARTBEAT(
      "heartbeat",
      Words.of("off", "redis", "postgres", "mysql", "memcached", "custom"),
      "off",
      RULE,
      "quiet client connections: ask the application behind the peer for a sign of life, in this"
          + " protocol; see docs/heartbeat.md"),

  HEARTBEAT_INTERVAL(
      "heartbeat.interval",
      Duration.from(10, 24 * HOUR),
      "30s",
      RULE,
      "silence before a heartbeat, and between two"),

  HEARTBEAT_TIMEOUT(
      "heartbeat.timeout",
      Duration.from(10, 1 * HOUR),
      "5s",
      RULE,
      "for the answer; a miss is each such time in which not a byte came"),

  HEARTBEAT_MISSES(
      "heartbeat.misses", Count.from(1, 100), "2", RULE, "so many in a row: condemned"),

  HEARTBEAT_SEND("heartbeat.send", ByteText.bytes(), null, RULE, "heartbeat=custom: what to send"),

  HEARTBEAT_EXPECT(
      "heartbeat.expect", ByteText.pattern(), null, RULE, "heartbeat=custom: the answer"),

  CLOSE_RATE("close.rate", Count.from(1, 100_000), "500", PROCESS, "soft closes a second at most"),

  CLOSE_GRACE(
      "close.grace",
      Duration.from(10, 24 * HOUR),
      "5s",
      PROCESS,
      "how long an ended connection may stay unclosed by its owner before it is closed hard"),

  SHUTDOWN(
      "shutdown",
      Words.of("drain", "off"),
      "drain",
      PROCESS,
      "when the JVM ends. drain: accepted connections end in order, and what is under way on them"
          + " is answered first; off: as without the agent"),

  SHUTDOWN_DELAY(
      "shutdown.delay",
      Duration.from(0, 1 * HOUR),
      "0s",
      PROCESS,
      "go on serving for so long first, while load balancers learn (5 to 10 s on Kubernetes)"),

  SHUTDOWN_TIMEOUT(
      "shutdown.timeout",
      Duration.from(0, 1 * HOUR),
      "8s",
      PROCESS,
      "for exchanges under way, before the application's own hooks; the platform's grace period"
          + " must exceed all of this and the hooks"),

  SHUTDOWN_QUIET(
      "shutdown.quiet",
      Duration.from(10, 1 * MINUTE),
      "500ms",
      PROCESS,
      "silence after an answer that ends an exchange"),

  SHUTDOWN_STALLED(
      "shutdown.stalled",
      Duration.from(10, 1 * HOUR),
      "5s",
      PROCESS,
      "silence in the middle of an exchange (a long poll, a subscriber) after which it no longer"
          + " holds the exit"),

  SHUTDOWN_LINGER(
      "shutdown.linger",
      Duration.from(0, 1 * MINUTE),
      "1s",
      PROCESS,
      "after the application's hooks: for peers to take what is left"),

  SHUTDOWN_LISTENERS(
      "shutdown.listeners",
      Words.of("auto", "close", "keep"),
      "auto",
      PROCESS,
      "sockets that accept. auto: closed before the hooks where the application has no shutdown hook"
          + " of its own, else after them (its own may deregister first); close: before them; keep:"
          + " left to the JVM's end"),

  SHUTDOWN_EXCEPT(
      "shutdown.except",
      LocalPorts.TYPE,
      null,
      PROCESS,
      "local ports that are served to the end, with their connections"),

  STACKS(
      "stacks",
      Words.of("off", "sampled", "on"),
      "sampled",
      PROCESS,
      "remember who opened a connection. sampled: the first of each peer, then one in a hundred"),

  WATCH_INTERVAL(
      "watch.interval",
      Duration.from(10, 1 * MINUTE),
      "1s",
      PROCESS,
      "how often the watch thread looks"),

  JMX(
      "jmx",
      Words.of("on", "eager", "readonly", "off"),
      "on",
      START,
      "MBeans in the domain dev.keepalive. on: registered once something uses JMX; eager: at"
          + " start; readonly: to look at only"),

  LOG(
      "log",
      Words.of("off", "error", "warn", "info", "debug"),
      "info",
      PROCESS,
      "what is logged to standard error"),

  LOG_FORMAT("log.format", Words.of("text", "json"), "text", PROCESS, "json: one object a line"),

  ON_ERROR(
      "on-error",
      Words.of("run", "exit"),
      "run",
      START,
      "on a bad option or a failed start. run: the application runs without the agent, loudly and"
          + " visibly in JMX; exit: it does not run"),

  CONFIG(
      "config",
      Text.of("the path of a file"),
      null,
      START,
      "a file of options, one a line, # for comments; looked at every 10 s by content"),

  PEER(
      "peer",
      Peers.TYPE,
      null,
      MATCH,
      "the other side: the name that the application asked for or the address, and the port"),

  ROLE(
      "role",
      Words.of("client", "server"),
      null,
      MATCH,
      "client: the application connected; server: it accepted"),

  LOCAL_PORT(
      "local-port",
      LocalPorts.TYPE,
      null,
      MATCH,
      "the port on this side: of accepted connections, that of the listener");

  private final String key;
  private final Type type;
  private final Value byDefault;
  private final Scope scope;
  private final String help;

  Option(String key, Type type, String byDefault, Scope scope, String help) {
    this.key = key;
    this.type = type;
    this.byDefault = byDefault == null ? null : type.read(byDefault);
    this.scope = scope;
    this.help = help;
  }

  /** As written in options: {@code keepalive.idle}. */
  public String key() {
    return key;
  }

  /** The accepted values in words: {@code on or off}. */
  public String accepted() {
    return type.accepted();
  }

  /** As written; null if there is none. */
  public String defaultText() {
    return byDefault == null ? null : byDefault.text;
  }

  public Scope scope() {
    return scope;
  }

  /** What it does, in one line. */
  public String help() {
    return help;
  }

  /** The option with this key, or null. */
  public static Option of(String key) {
    for (Option option : ALL) {
      if (option.key.equals(key)) {
        return option;
      }
    }
    return null;
  }

  Value defaultValue() {
    return byDefault;
  }

  boolean isFreeText() {
    return type.isFreeText();
  }

  /**
   * Reads a value.
   *
   * @param fullKey as the user wrote it, for the message: {@code rule.10-pg.read.timeout}
   * @throws IllegalArgumentException with one line for the user: what is wrong, what is accepted
   */
  Value read(String fullKey, String text) {
    String reason;
    if (text.isEmpty()) {
      reason = "no value";
    } else {
      try {
        return type.read(text);
      } catch (IllegalArgumentException e) {
        // Someone who writes "keepalive=on;jmx=off" is told what is wrong with it.
        reason = text.indexOf('=') >= 0 ? "options are separated by commas" : e.getMessage();
      }
    }
    throw new IllegalArgumentException(
        Texts.shortened(fullKey)
            + '='
            + Texts.shortened(text)
            + ": "
            + (reason == null ? "" : reason + "; ")
            + "must be "
            + type.accepted());
  }

  /** One array for all: values() copies it each time. Never written to. */
  static final Option[] ALL = values();
}
