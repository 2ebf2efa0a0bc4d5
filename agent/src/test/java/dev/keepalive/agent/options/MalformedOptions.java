package dev.keepalive.agent.options;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arguments with exactly one thing wrong, and what the agent says of each. Unit tests read them
 * directly; integration tests give them to a JVM. None contains a blank at its end or a line end,
 * so that each can stand on a command line as it is.
 */
public final class MalformedOptions {
  private static final Map<String, String> TABLE = new LinkedHashMap<>();

  private static final String MODES = "must be enforce, protect, observe or off";
  private static final String SECONDS = "must be a duration from 1s to 32767s, such as 30s";
  private static final String TIMEOUT =
      "must be off, auto or a duration from 10ms to 24h, such as 30s";
  private static final String FORM = "options are key=value,key=value";

  private static final String ALL_MODES = "enforce, protect, observe or off";
  private static final String ANY_TIME = "a duration from 10ms to 576h, such as 30s";
  private static final String SOCKET_TIMEOUT =
      "must be off or a duration from 10ms to 576h, such as 30s";
  private static final String PERCENTAGE = "must be a percentage from 0% to 50%";
  private static final String NAME = ": the name of a rule is made of a-z, 0-9 and hyphens";
  private static final String PEER_MEANT = " (did you mean 'rule.x.peer'?)";
  private static final String PEERS =
      "must be host globs or networks with a port, a range or none, joined by +, such as"
          + " *.db.internal:5432+10.0.0.0/8:9092-9094";
  private static final String PORTS =
      "must be ports or ranges of ports, joined by +, such as 8080+9000-9010";

  private MalformedOptions() {}

  /** Arguments to the message, without the log's prefix. */
  public static Map<String, String> table() {
    return new LinkedHashMap<>(TABLE);
  }

  private static void row(String arguments, String message) {
    TABLE.put(arguments, message + " [arguments]");
  }

  /** A bad match key in a rule that is right otherwise. */
  private static void rule(String key, String message) {
    row("rule.x.mode=off,rule.x." + key, "rule.x." + key + ": " + message);
  }

  static {
    // Keys
    row("keepalive.idel=30s", "unknown option 'keepalive.idel' (did you mean 'keepalive.idle'?)");
    row("kepalive=on", "unknown option 'kepalive' (did you mean 'keepalive'?)");
    row("idle=30s", "unknown option 'idle' (did you mean 'keepalive.idle'?)");
    row("timeout=5s", "unknown option 'timeout'");
    row("read.timout=5s", "unknown option 'read.timout' (did you mean 'read.timeout'?)");
    row(
        "heartbeat=http",
        "heartbeat=http: must be off, redis, postgres, mysql, memcached or custom");
    row(
        "rule.a.role=client,rule.a.heartbeat=custom,rule.a.heartbeat.send=PING",
        "rule.a.heartbeat=custom needs rule.a.heartbeat.expect");
    row(
        "rule.a.role=server,rule.a.heartbeat=redis",
        "rule.a.heartbeat is for client connections; the rule has role=server");
    row(
        "heartbeat.expect=a\\z",
        "heartbeat.expect=a\\z: the escapes are \\r, \\n, \\t, \\\\, \\? and \\xHH; must be up to 256"
            + " bytes as text with the escapes \\r \\n \\t \\xHH, ? for any byte");
    row("shutdown=now", "shutdown=now: must be drain or off");
    row(
        "shutdown.except=http",
        "shutdown.except=http: 'http' is no port (1 to 65535); must be ports or ranges of ports,"
            + " joined by +, such as 8080+9000-9010");
    row("user_timeout=5s", "unknown option 'user_timeout' (did you mean 'user-timeout'?)");
    row("Mode=off", "unknown option 'Mode' (did you mean 'mode'?)");
    row("JXM=off", "unknown option 'JXM' (did you mean 'jmx'?)");
    row("keepAliveIdle=30s", "unknown option 'keepAliveIdle' (did you mean 'keepalive.idle'?)");
    row("colour=blue", "unknown option 'colour'");
    row("mode=off,verbose=on", "unknown option 'verbose'");
    row("x=1,2,3", "unknown option 'x'");
    row("\"mode=off\"", "unknown option '\"mode' (did you mean 'mode'?)");

    // Form
    row("keepalive", "'keepalive' has no '='; must be keepalive=on or off");
    row("off", "'off' has no '='; " + FORM);
    row("mode:off", "'mode:off' has no '='; " + FORM);
    row("keepaliv", "'keepaliv' has no '='; " + FORM + " (did you mean 'keepalive'?)");
    row("mode=off,keepalive", "'keepalive' has no '='; must be keepalive=on or off");
    row("=on", "'=on' has no key; " + FORM);
    row("mode=off,,=", "'=' has no key; " + FORM);
    row(
        "mode=off;keepalive=on",
        "mode=off;keepalive=on: options are separated by commas; " + MODES);
    row("mode=off mode=off", "mode=off mode=off: options are separated by commas; " + MODES);
    row("mode=off,mode=off", "option 'mode' is given more than once");
    row(
        "keepalive.count=3,jmx=on,keepalive.count=4",
        "option 'keepalive.count' is given more than once");

    // Words
    row("mode=", "mode=: no value; " + MODES);
    row("mode=on", "mode=on: " + MODES);
    row("mode=OFF", "mode=OFF: " + MODES);
    row("keepalive=true", "keepalive=true: must be on or off");
    row("keepalive=auto", "keepalive=auto: must be on or off");
    row("jmx=writable", "jmx=writable: must be on, eager, readonly or off");
    row("log=trace", "log=trace: must be off, error, warn, info or debug");
    row("log.format=xml", "log.format=xml: must be text or json");
    row("on-error=die", "on-error=die: must be run or exit");

    // Durations
    row("keepalive.idle=30", "keepalive.idle=30: no unit; " + SECONDS);
    row("keepalive.idle=s", "keepalive.idle=s: not a duration; " + SECONDS);
    row("keepalive.idle=-5s", "keepalive.idle=-5s: not a duration; " + SECONDS);
    row("keepalive.idle=1.5s", "keepalive.idle=1.5s: the units are ms, s, m and h; " + SECONDS);
    row("keepalive.idle=30S", "keepalive.idle=30S: the units are ms, s, m and h; " + SECONDS);
    row("keepalive.idle=1d", "keepalive.idle=1d: the units are ms, s, m and h; " + SECONDS);
    row("keepalive.idle=0s", "keepalive.idle=0s: too short; " + SECONDS);
    row(
        "keepalive.idle=500ms",
        "keepalive.idle=500ms: the kernel counts whole seconds here; " + SECONDS);
    row(
        "keepalive.interval=1500ms",
        "keepalive.interval=1500ms: the kernel counts whole seconds here; " + SECONDS);
    row("keepalive.idle=32768s", "keepalive.idle=32768s: too long; " + SECONDS);
    row(
        "keepalive.idle=99999999999999999999h",
        "keepalive.idle=99999999999999999999h: too long; " + SECONDS);
    row("keepalive.interval=off", "keepalive.interval=off: not a duration; " + SECONDS);
    row("user-timeout=never", "user-timeout=never: not a duration; " + TIMEOUT);
    row("user-timeout=0s", "user-timeout=0s: too short; " + TIMEOUT);
    row("user-timeout=25h", "user-timeout=25h: too long; " + TIMEOUT);
    row(
        "watch.interval=2h",
        "watch.interval=2h: too long; must be a duration from 10ms to 1m, such as 30s");

    // Counts
    row("keepalive.count=0", "keepalive.count=0: must be a whole number from 1 to 127");
    row("keepalive.count=128", "keepalive.count=128: must be a whole number from 1 to 127");
    row("keepalive.count=three", "keepalive.count=three: must be a whole number from 1 to 127");
    row("keepalive.count=+3", "keepalive.count=+3: must be a whole number from 1 to 127");

    row("close.rate=0", "close.rate=0: must be a whole number from 1 to 100000");
    row("lifetime.jitter=10", "lifetime.jitter=10: no percent sign; " + PERCENTAGE);
    row("lifetime.jitter=51%", "lifetime.jitter=51%: " + PERCENTAGE);
    row("lifetime.jitter=-1%", "lifetime.jitter=-1%: " + PERCENTAGE);

    // Deadlines
    row("connect.timeout=577h", "connect.timeout=577h: too long; " + SOCKET_TIMEOUT);
    row("read.timeout=0ms", "read.timeout=0ms: too short; " + SOCKET_TIMEOUT);
    row("read.timeout=auto", "read.timeout=auto: not a duration; " + SOCKET_TIMEOUT);
    row(
        "lifetime=8761h",
        "lifetime=8761h: too long; must be off or a duration from 10ms to 8760h, such as 30s");
    row("dead.timeout=1ms", "dead.timeout=1ms: too short; must be off, auto or " + ANY_TIME);
    row(
        "close.grace=off",
        "close.grace=off: not a duration; must be a duration from 10ms to 24h, such as 30s");
    row("deadlines=both", "deadlines=both: must be fill or cap");
    row("stacks=all", "stacks=all: must be off, sampled or on");

    // Rules
    row("rule=x", "unknown option 'rule'");
    row("rule.10-pg=x", "'rule.10-pg' is no option; in rules they are rule.NAME.KEY");
    row(
        "rule.read.timeout=5s",
        "'rule.read.timeout' lacks the name of the rule: rule.NAME.read.timeout");
    row("rule.peer=pg", "'rule.peer' lacks the name of the rule: rule.NAME.peer");
    row("peer=pg", "'peer' stands in a rule only: rule.NAME.peer");
    row("local-port=80", "'local-port' stands in a rule only: rule.NAME.local-port");
    row("rule.10_pg.peer=pg", "'rule.10_pg.peer'" + NAME);
    row("rule.PG.peer=pg", "'rule.PG.peer'" + NAME);
    row("rule..peer=pg", "'rule..peer'" + NAME);
    row("rule.x.colour=blue", "unknown option 'rule.x.colour'");
    row(
        "rule.x.peer=pg,rule.x.read.timout=5s",
        "unknown option 'rule.x.read.timout' (did you mean 'rule.x.read.timeout'?)");
    row("rule.x.pear=pg,rule.x.mode=off", "unknown option 'rule.x.pear'" + PEER_MEANT);
    row(
        "rule.x.peer=pg,rule.x.jmx=off",
        "'rule.x.jmx': jmx cannot stand in a rule, it concerns the whole JVM");
    row(
        "rule.x.peer=pg,rule.x.close.rate=9",
        "'rule.x.close.rate': close.rate cannot stand in a rule, it concerns the whole JVM");
    row("rule.x.mode=off", "rule.x has no peer, role or local-port");
    row("rule.x.peer=pg", "rule.x has no option: it only says for which connections");
    row("rule.x.peer=pg,rule.x.mode", "'rule.x.mode' has no '='; must be rule.x.mode=" + ALL_MODES);
    row("rule.x.peer=pg,rule.x.mode=on", "rule.x.mode=on: " + MODES);
    row("rule.x.peer=,rule.x.mode=off", "rule.x.peer=: no value; " + PEERS);
    row(
        "rule.x.peer=a,rule.x.peer=b,rule.x.mode=off",
        "option 'rule.x.peer' is given more than once");
    row("rule.x.role=both,rule.x.mode=off", "rule.x.role=both: must be client or server");
    row(
        "rule.x.role=server,rule.x.connect.timeout=5s",
        "rule.x.connect.timeout is for client connections; the rule has role=server");
    row(
        "rule.x.role=server,rule.x.response.timeout=5s",
        "rule.x.response.timeout is for client connections; the rule has role=server");
    rule("peer=pg:", "'' is no port (1 to 65535); " + PEERS);
    rule("peer=pg:postgres", "'postgres' is no port (1 to 65535); " + PEERS);
    rule("peer=pg:65536", "'65536' is no port (1 to 65535); " + PEERS);
    rule("peer=pg:9-1", "the range of ports 9-1 is upside down; " + PEERS);
    rule("peer=pg+", "nothing stands on one side of a +; " + PEERS);
    rule("peer=:5432", "':5432' has no host; any host is *; " + PEERS);
    rule("peer=5432", "'5432' is no IPv4 address (any host with a port is *:5432); " + PEERS);
    rule(
        "peer=10.0.0.300",
        "'10.0.0.300' is no IPv4 address (any host with a port is *:5432); " + PEERS);
    rule("peer=10.0.0.0/33", "'10.0.0.0/33': a network has a prefix of 0 to 32 bits; " + PEERS);
    rule("peer=10.0/8", "'10.0/8' is no network; one is written as 10.0.0.0/8; " + PEERS);
    rule(
        "peer=pg.internal/8",
        "'pg.internal/8' is no network; one is written as 10.0.0.0/8; " + PEERS);
    rule("peer=db!", "'db!' is no host name or glob; " + PEERS);
    rule(
        "peer=2001:db8::1",
        "'2001:db8::1' has two colons; an IPv6 address stands in brackets, [2001:db8::1]:5432; "
            + PEERS);
    rule("peer=[::1", "'[::1' lacks the bracket ]; " + PEERS);
    rule("peer=[::1]80", "'[::1]80' is no IPv6 address or network; " + PEERS);
    rule("peer=[::1::]", "'[::1::]' is no IPv6 address or network; " + PEERS);
    rule("peer=[fe80::1%eth0]", "'[fe80::1%eth0]' is no IPv6 address or network; " + PEERS);
    rule("peer=[::]/129", "'::/129': a network has a prefix of 0 to 128 bits; " + PEERS);
    rule("local-port=0", "'0' is no port (1 to 65535); " + PORTS);
    rule("local-port=80+", "'' is no port (1 to 65535); " + PORTS);
    rule("local-port=*", "'*' is no port (1 to 65535); " + PORTS);

    // Free text
    row("config=", "config=: no value; must be the path of a file");
  }
}
