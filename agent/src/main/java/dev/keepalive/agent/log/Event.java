package dev.keepalive.agent.log;

/**
 * One line of the log in the making: {@code Log.event(WARN, "condemned").with("id", 42).write()}.
 * Whatever a peer or a file puts into a field, it stays one line.
 */
public final class Event {
  /** Takes everything and writes nothing. */
  static final Event NOT_SHOWN = new Event();

  private static final String PREFIX = "keepalive-agent: ";

  /** Null if the line is not shown. */
  private final StringBuilder line;

  private final boolean json;

  private Event() {
    line = null;
    json = false;
  }

  Event(Level level, String message, boolean json) {
    this.json = json;
    line = new StringBuilder(160);
    if (json) {
      line.append("{\"ts\":\"");
      Timestamp.append(line, System.currentTimeMillis());
      line.append("\",\"level\":\"").append(level).append("\",\"msg\":");
      Escape.json(line, String.valueOf(message));
    } else {
      line.append(PREFIX);
      if (level == Level.ERROR || level == Level.WARN) {
        line.append(level).append(": ");
      }
      Escape.text(line, String.valueOf(message));
    }
  }

  /** Adds a field; null says nothing. */
  public Event with(String name, String value) {
    if (line != null && value != null) {
      addName(name);
      if (json) {
        Escape.json(line, value);
      } else {
        Escape.field(line, value);
      }
    }
    return this;
  }

  /** Adds a number; times carry their unit in the name: {@code idleMillis}. */
  public Event with(String name, long value) {
    if (line != null) {
      addName(name);
      line.append(value);
    }
    return this;
  }

  /** Adds what failed and where: the failure, the first lines of its stack, its cause. */
  public Event with(Throwable failure) {
    if (line == null || failure == null) {
      return this;
    }
    with("failure", said(failure)).with("at", place(failure));
    Throwable cause = failure.getCause();
    return cause == null ? this : with("cause", said(cause)).with("causeAt", place(cause));
  }

  /** Ends the line and hands it over. */
  public void write() {
    if (line != null) {
      Log.write(line());
    }
  }

  /** The line as it is written, without its end. */
  String line() {
    return json ? line + "}" : line.toString();
  }

  private void addName(String name) {
    if (json) {
      line.append(',');
      Escape.json(line, name);
      line.append(':');
    } else {
      line.append(' ').append(name).append('=');
    }
  }

  private static String said(Throwable failure) {
    try {
      return failure.toString();
    } catch (Throwable e) {
      // An application's exception may have a toString that fails.
      return failure.getClass().getName();
    }
  }

  private static String place(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    StringBuilder place = new StringBuilder();
    for (int i = 0; i < stack.length && i < 5; i++) {
      place.append(i == 0 ? "" : " < ").append(stack[i]);
    }
    return stack.length == 0 ? null : place.toString();
  }
}
