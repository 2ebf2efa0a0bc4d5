package dev.keepalive.agent.heartbeat;

/** The command of RESP that is being written, an array of bulk strings, byte by byte. */
final class RedisCommand {
  /** Who wants to know. */
  interface Reader {
    /** So many bytes need no look. */
    void skip(long bytes);

    /** It is none that can be followed. */
    void unknown(String why);

    /**
     * One is whole.
     *
     * @param name in capitals, as {@code argument} is; empty where it is long
     */
    void commanded(String name, String argument);
  }

  private static final int LONGEST_NAME = 24;

  private final Reader reader;
  private long arguments;
  private int index;
  private boolean counting;
  private boolean measuring;
  private long number;
  private int digits;
  private long toRead;
  private boolean ended = true;
  private final StringBuilder name = new StringBuilder();
  private final StringBuilder argument = new StringBuilder();

  RedisCommand(Reader reader) {
    this.reader = reader;
  }

  boolean isMidway() {
    return !ended;
  }

  void take(byte b) {
    if (ended) {
      if (b != '*') {
        reader.unknown(b == 0x16 ? "TLS that is not the JDK's socket" : "inline commands");
        return;
      }
      ended = false;
      counting = true;
      begin();
      name.setLength(0);
      argument.setLength(0);
    } else if (counting || measuring) {
      number(b);
    } else if (toRead > 0) {
      text(b);
    } else if (b == '$') {
      measuring = true;
      begin();
    } else {
      reader.unknown("a command that is none");
    }
  }

  private void begin() {
    number = 0;
    digits = 0;
  }

  private void number(byte b) {
    if (b >= '0' && b <= '9' && digits < 10) {
      number = number * 10 + b - '0';
      digits++;
    } else if (b == '\n' && digits > 0) {
      numbered();
    } else if (b != '\r' || digits == 0) {
      reader.unknown("a command that is none");
    }
  }

  private void numbered() {
    if (counting) {
      counting = false;
      arguments = number;
      index = 0;
      ended = arguments == 0;
    } else {
      measuring = false;
      // With the line end.
      if (index < 2 && number <= LONGEST_NAME) {
        toRead = number + 2;
      } else {
        reader.skip(number + 2);
      }
    }
  }

  private void text(byte b) {
    toRead--;
    if (toRead >= 2) {
      char upper = (char) (b >= 'a' && b <= 'z' ? b - 'a' + 'A' : b);
      (index == 0 ? name : argument).append(upper);
    } else if (toRead == 0) {
      argumentEnded();
    }
  }

  void argumentEnded() {
    if (++index == arguments) {
      ended = true;
      reader.commanded(name.toString(), argument.toString());
    }
  }
}
