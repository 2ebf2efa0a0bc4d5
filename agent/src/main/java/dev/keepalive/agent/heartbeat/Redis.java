package dev.keepalive.agent.heartbeat;

import java.nio.charset.StandardCharsets;

/**
 * RESP 2 and 3, of Redis and its kin. Every command has one reply, and nothing else comes, but for
 * the pushes of RESP 3. Where that does not hold (subscriptions, MONITOR, CLIENT REPLY), and for
 * inline commands, it gives up.
 */
final class Redis extends Protocol implements RedisCommand.Reader {
  private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String PONG = "+PONG";
  private static final int LONGEST_ANSWER = 512;
  private static final int DEEPEST = 16;

  /** Errors of a server that lives and will answer otherwise soon. */
  private static final String[] TRANSIENT = {"-LOADING", "-BUSY", "-MISCONF", "-MASTERDOWN"};

  private final RedisCommand command = new RedisCommand(this);
  private boolean transaction;

  // Of the reply that is being read.
  private final long[] rest = new long[DEEPEST];
  private final boolean[] attribute = new boolean[DEEPEST];
  private int depth;
  private boolean push;
  private boolean inLine;
  private byte type;
  private boolean carriageReturn;
  private final StringBuilder line = new StringBuilder();

  @Override
  byte[] request() {
    return PING;
  }

  @Override
  protected String notNow() {
    if (requests == 0) {
      return "nothing was said yet";
    }
    if (!isAnswered() || command.isMidway() || inLine || depth > 0) {
      return "an answer is due";
    }
    return transaction ? "in a transaction" : null;
  }

  // ---- commands ----

  @Override
  protected void write(byte b) {
    command.take(b);
  }

  @Override
  protected void writtenSkipped() {
    command.argumentEnded();
  }

  @Override
  public void skip(long bytes) {
    skipWritten = bytes;
  }

  @Override
  public void unknown(String why) {
    giveUp(why);
  }

  @Override
  public void commanded(String name, String argument) {
    requests++;
    switch (name) {
      case "MULTI":
        transaction = true;
        break;
      case "EXEC":
      case "DISCARD":
      case "RESET":
        transaction = false;
        break;
      case "SUBSCRIBE":
      case "PSUBSCRIBE":
      case "SSUBSCRIBE":
      case "UNSUBSCRIBE":
      case "PUNSUBSCRIBE":
      case "SUNSUBSCRIBE":
        giveUp("it subscribes");
        break;
      case "MONITOR":
      case "SYNC":
      case "PSYNC":
      case "REPLCONF":
      case "QUIT":
      case "SHUTDOWN":
        giveUp("after " + name);
        break;
      case "CLIENT":
        if (argument.equals("REPLY")) {
          giveUp("after CLIENT REPLY");
        }
        break;
      case "SCRIPT":
        if (argument.equals("DEBUG")) {
          giveUp("after SCRIPT DEBUG");
        }
        break;
      default:
        break;
    }
  }

  // ---- replies ----

  @Override
  protected void read(byte b) {
    if (!inLine) {
      begin(b);
    } else if (b == '\n') {
      if (!carriageReturn) {
        misunderstood("a line that ends in no CR LF");
        return;
      }
      inLine = false;
      carriageReturn = false;
      lineEnded();
    } else if (carriageReturn) {
      misunderstood("a line that ends in no CR LF");
    } else if (b == '\r') {
      carriageReturn = true;
    } else if (line.length() < LONGEST_ANSWER) {
      line.append((char) (b & 0xff));
    } else if (isTaking()) {
      misunderstood("an answer without an end");
    }
  }

  private void begin(byte b) {
    if (depth == 0) {
      push = b == '>';
      if (isDue() && !push) {
        if (b != '+' && b != '-') {
          misunderstood("not the answer to PING");
          return;
        }
        take();
      } else if (!push && isAnswered()) {
        // Before a byte of it reaches the application.
        misunderstood("an answer that nobody asked for");
        return;
      }
    }
    if ("+-:$*_,#!=(%~>|".indexOf(b) < 0) {
      misunderstood("not RESP");
      return;
    }
    type = b;
    inLine = true;
    line.setLength(0);
    line.append((char) b);
  }

  private void lineEnded() {
    switch (type) {
      case '$':
      case '!':
      case '=':
        long size = number();
        if (size >= 0) {
          skipRead = size + 2;
        } else {
          elementEnded();
        }
        break;
      case '*':
      case '~':
      case '>':
        elements(number(), false);
        break;
      case '%':
        elements(2 * number(), false);
        break;
      case '|':
        elements(2 * number(), true);
        break;
      default:
        elementEnded();
        break;
    }
  }

  private long number() {
    try {
      long number = Long.parseLong(line.substring(1));
      if (number >= -1 && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException streamed) {
      // Or nonsense.
    }
    misunderstood("a length that is none");
    return -1;
  }

  private void elements(long count, boolean ofAttribute) {
    if (count <= 0) {
      if (!ofAttribute) {
        elementEnded();
      }
    } else if (depth == DEEPEST) {
      misunderstood("nested too deep");
    } else {
      rest[depth] = count;
      attribute[depth] = ofAttribute;
      depth++;
    }
  }

  @Override
  protected void readSkipped() {
    elementEnded();
  }

  private void elementEnded() {
    while (depth > 0) {
      if (--rest[depth - 1] > 0) {
        return;
      }
      depth--;
      if (attribute[depth]) {
        // It only precedes what it is about.
        return;
      }
    }
    if (isTaking()) {
      pong();
    } else if (!push) {
      replied();
    }
  }

  private void pong() {
    String said = line.toString();
    if (said.equals(PONG)) {
      answered(Answer.EXPECTED, said);
    } else if (said.charAt(0) == '-') {
      boolean passes = false;
      for (String error : TRANSIENT) {
        passes |= said.startsWith(error);
      }
      answered(passes ? Answer.EXPECTED : Answer.REFUSED, said);
    } else {
      misunderstood("not the answer to PING");
    }
  }
}
