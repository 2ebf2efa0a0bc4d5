package dev.keepalive.agent.log;

import java.io.PrintStream;

/**
 * The agent's log: lines on standard error, never on standard output. It depends on nothing that an
 * application could have replaced, and no method here ever throws.
 *
 * <p>Before {@link #startAsync} the caller writes; after it a thread of its own does, because
 * standard error may be a pipe that nobody reads.
 */
@SuppressForbidden("this is the one place that writes to standard error")
public final class Log {
  // The stream of this moment, in premain: what the application puts there later is its own.
  private static volatile LineWriter writer = new LineWriter(System.err);
  private static volatile Level level = Level.INFO;
  private static volatile boolean json;

  private Log() {}

  /**
   * Sets what is written and how.
   *
   * @param level lines of this level and of more important ones are written
   * @param json whether a line is a JSON object
   */
  public static void configure(Level level, boolean json) {
    Log.level = level;
    Log.json = json;
  }

  /** From now on lines go through a bounded queue to the daemon thread keepalive-agent-log. */
  public static void startAsync() {
    writer.start();
  }

  /**
   * Waits until all lines are written.
   *
   * @param millis wait no longer than this
   * @return whether they are
   */
  public static boolean flush(long millis) {
    return writer.flush(millis);
  }

  /** Whether lines of this level are written: asked where making a line costs something. */
  public static boolean shows(Level wanted) {
    return wanted != Level.OFF && wanted.compareTo(level) <= 0;
  }

  public static void error(String message) {
    event(Level.ERROR, message).write();
  }

  /** With the kind, the message and the place of a failure, all on the one line. */
  public static void error(String message, Throwable failure) {
    event(Level.ERROR, message).with(failure).write();
  }

  public static void warn(String message) {
    event(Level.WARN, message).write();
  }

  public static void info(String message) {
    event(Level.INFO, message).write();
  }

  public static void debug(String message) {
    event(Level.DEBUG, message).write();
  }

  /** Begins a line; its {@link Event#write} ends it. */
  public static Event event(Level level, String message) {
    return shows(level) ? new Event(level, message, json) : Event.NOT_SHOWN;
  }

  static void write(String line) {
    writer.write(line);
  }

  /** What is said when lines were dropped. */
  static String droppedLine(long count) {
    return new Event(Level.WARN, "log lines were dropped: standard error is not read", json)
        .with("lines", count)
        .line();
  }

  /** For tests: another stream, with nothing waiting and no thread. */
  static void writeTo(PrintStream stream) {
    writer = new LineWriter(stream);
  }
}
