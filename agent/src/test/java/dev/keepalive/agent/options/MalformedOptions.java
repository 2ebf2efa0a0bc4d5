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

  private MalformedOptions() {}

  /** Arguments to the message, without the log's prefix. */
  public static Map<String, String> table() {
    return new LinkedHashMap<>(TABLE);
  }

  private static void row(String arguments, String message) {
    TABLE.put(arguments, message + " [arguments]");
  }

  static {
    // Keys
    row("keepalive.idel=30s", "unknown option 'keepalive.idel' (did you mean 'keepalive.idle'?)");
    row("kepalive=on", "unknown option 'kepalive' (did you mean 'keepalive'?)");
    row("idle=30s", "unknown option 'idle' (did you mean 'keepalive.idle'?)");
    row("timeout=5s", "unknown option 'timeout' (did you mean 'user-timeout'?)");
    row("user_timeout=5s", "unknown option 'user_timeout' (did you mean 'user-timeout'?)");
    row("Mode=off", "unknown option 'Mode' (did you mean 'mode'?)");
    row("JXM=off", "unknown option 'JXM' (did you mean 'jmx'?)");
    row("keepAliveIdle=30s", "unknown option 'keepAliveIdle' (did you mean 'keepalive.idle'?)");
    row("colour=blue", "unknown option 'colour'");
    row("mode=off,verbose=on", "unknown option 'verbose'");
    row("x=1,2,3", "unknown option 'x'");
    row("rule.10-pg.colour=blue", "unknown option 'rule.10-pg.colour'");
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

    // Free text
    row("config=", "config=: no value; must be the path of a file");
  }
}
