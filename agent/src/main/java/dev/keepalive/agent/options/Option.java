package dev.keepalive.agent.options;

import static dev.keepalive.agent.options.Duration.HOUR;
import static dev.keepalive.agent.options.Duration.MINUTE;
import static dev.keepalive.agent.options.Duration.SECOND;
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
          + " wins; off at run time gives back what the application had set"),

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

  USER_TIMEOUT(
      "user-timeout",
      Duration.from(10, 24 * HOUR).orOff().orAuto(),
      "auto",
      RULE,
      "TCP_USER_TIMEOUT: sent data unacknowledged for so long ends the connection, a live peer that"
          + " stops reading for so long too. auto: idle + interval * count on client connections,"
          + " off on accepted ones"),

  DEAD_TIMEOUT("dead.timeout", Duration.from(10, 24 * HOUR).orOff().orAuto(), "auto", RULE, "tmp"),
  CONNECT_TIMEOUT("connect.timeout", Duration.from(10, 24 * HOUR).orOff(), "30s", RULE, "tmp"),
  READ_TIMEOUT("read.timeout", Duration.from(10, 24 * HOUR).orOff(), "off", RULE, "tmp"),
  RESPONSE_TIMEOUT("response.timeout", Duration.from(10, 24 * HOUR).orOff(), "off", RULE, "tmp"),
  WRITE_TIMEOUT("write.timeout", Duration.from(10, 24 * HOUR).orOff(), "off", RULE, "tmp"),
  DEADLINES("deadlines", Words.of("fill", "cap"), "fill", RULE, "tmp"),
  IDLE_TIMEOUT("idle.timeout", Duration.from(10, 24 * HOUR).orOff(), "off", RULE, "tmp"),
  LIFETIME("lifetime", Duration.from(10, 24 * HOUR).orOff(), "off", RULE, "tmp"),
  LIFETIME_JITTER("lifetime.jitter", Count.from(0, 50), "10", RULE, "tmp"),
  CLOSE_WAIT_REPORT("close-wait.report", Duration.from(10, 24 * HOUR).orOff(), "60s", RULE, "tmp"),
  CLOSE_WAIT_TIMEOUT(
      "close-wait.timeout", Duration.from(10, 24 * HOUR).orOff(), "off", RULE, "tmp"),
  STALL_REPORT("stall.report", Duration.from(10, 24 * HOUR).orOff(), "60s", RULE, "tmp"),
  CLOSE_RATE("close.rate", Count.from(1, 100000), "500", PROCESS, "tmp"),
  CLOSE_GRACE("close.grace", Duration.from(10, 24 * HOUR), "5s", PROCESS, "tmp"),
  STACKS("stacks", Words.of("off", "sampled", "on"), "sampled", PROCESS, "tmp"),
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
      "a file of options, one a line, # for comments; looked at every 10 s by content");

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
   * @throws IllegalArgumentException with one line for the user: what is wrong, what is accepted
   */
  Value read(String text) {
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
        key
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
