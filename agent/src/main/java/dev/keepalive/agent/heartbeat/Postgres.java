package dev.keepalive.agent.heartbeat;

/**
 * The protocol of PostgreSQL, version 3. A heartbeat is a Sync, which has the server say
 * ReadyForQuery and nothing else. Not within a transaction: it would reset the server's timer of
 * those that are left open.
 */
final class Postgres extends Protocol {
  private static final byte[] SYNC = {'S', 0, 0, 0, 4};
  private static final int READY_LENGTH = 5;
  private static final int LENGTH_BYTES = 4;

  // Codes in the place of a version, in the first message.
  private static final int CANCEL = 80877102;
  private static final int TLS = 80877103;
  private static final int GSS = 80877104;
  private static final int VERSION = 3;

  /** What is written next. */
  private enum Phase {
    FIRST,
    ASKED_FOR_TLS,
    UNDER_TLS_SOON,
    MESSAGES
  }

  private Phase phase = Phase.FIRST;
  private boolean writeMidway;
  private byte writeType;
  private int writeHeader;
  private long writeNumber;
  private long firstLength;
  private boolean unsynced;

  private byte readType;
  private int readHeader;
  private long readNumber;
  private boolean readMidway;
  private boolean inReady;
  private byte status;

  @Override
  byte[] request() {
    return SYNC;
  }

  @Override
  protected String notNow() {
    if (phase != Phase.MESSAGES) {
      return "nothing was said yet";
    }
    if (!isAnswered() || writeMidway || readMidway || skipWritten > 0 || skipRead > 0) {
      return "an answer is due";
    }
    if (unsynced) {
      return "in an extended query";
    }
    return status == 'I' ? null : "in a transaction";
  }

  // ---- what the application says ----

  @Override
  protected void write(byte b) {
    writeMidway = true;
    if (phase == Phase.FIRST) {
      first(b);
    } else if (phase != Phase.MESSAGES) {
      giveUp("TLS that is not the JDK's socket");
    } else if (writeHeader == 0) {
      writeType = b;
      writeHeader = 1;
      writeNumber = 0;
    } else {
      writeNumber = writeNumber << 8 | b & 0xff;
      if (++writeHeader == 1 + LENGTH_BYTES) {
        writeHeader = 0;
        skip(writeNumber - LENGTH_BYTES);
        said(writeType);
      }
    }
  }

  private void skip(long rest) {
    if (rest < 0 || rest > Integer.MAX_VALUE) {
      giveUp("not PostgreSQL");
    } else {
      skipWritten = rest;
      writeMidway = false;
    }
  }

  private void first(byte b) {
    writeNumber = writeNumber << 8 | b & 0xff;
    if (++writeHeader == LENGTH_BYTES) {
      firstLength = writeNumber;
      writeNumber = 0;
    } else if (writeHeader == 2 * LENGTH_BYTES) {
      int code = (int) writeNumber;
      writeHeader = 0;
      writeNumber = 0;
      if (code == TLS || code == GSS) {
        phase = Phase.ASKED_FOR_TLS;
        writeMidway = false;
      } else if (code >> 16 == VERSION) {
        phase = Phase.MESSAGES;
        requests++;
        skip(firstLength - 2 * LENGTH_BYTES);
      } else {
        giveUp(code == CANCEL ? "it only cancels" : "not PostgreSQL");
      }
    }
  }

  private void said(byte type) {
    switch (type) {
      case 'Q':
      case 'F':
      case 'S':
        requests++;
        unsynced = false;
        break;
      case 'P':
      case 'B':
      case 'D':
      case 'E':
      case 'C':
      case 'H':
        unsynced = true;
        break;
      case 'd':
      case 'c':
      case 'f':
      case 'p':
        break;
      case 'X':
        giveUp("it was ended");
        break;
      default:
        giveUp("not PostgreSQL");
        break;
    }
  }

  // ---- what the server says ----

  @Override
  protected void read(byte b) {
    if (phase == Phase.ASKED_FOR_TLS) {
      negotiated(b);
    } else if (phase == Phase.UNDER_TLS_SOON) {
      giveUp("TLS that is not the JDK's socket");
    } else if (inReady) {
      ready(b);
    } else if (readHeader == 0) {
      begin(b);
    } else {
      readNumber = readNumber << 8 | b & 0xff;
      if (++readHeader == 1 + LENGTH_BYTES) {
        readHeader = 0;
        headed();
      }
    }
  }

  private void negotiated(byte b) {
    switch (b) {
      case 'N':
        phase = Phase.FIRST;
        break;
      case 'S':
        phase = Phase.UNDER_TLS_SOON;
        break;
      default:
        giveUp(b == 'G' ? "encrypted by GSS" : "not PostgreSQL");
        break;
    }
  }

  @Override
  void secured() {
    if (phase == Phase.UNDER_TLS_SOON) {
      phase = Phase.FIRST;
    }
  }

  private void begin(byte type) {
    if (isDue()) {
      switch (type) {
        case 'Z':
          take();
          break;
        case 'N':
        case 'S':
        case 'A':
          // These may come at any time: the application's.
          break;
        case 'E':
          dropped("the server ends it");
          return;
        default:
          misunderstood("not the answer to Sync");
          return;
      }
    }
    if (!isDue() && isAnswered() && !unsynced && "NSAEv".indexOf(type) < 0) {
      misunderstood("an answer that nobody asked for");
      return;
    }
    readType = type;
    readHeader = 1;
    readNumber = 0;
    readMidway = true;
  }

  private void headed() {
    long rest = readNumber - LENGTH_BYTES;
    if (rest < 0 || rest > Integer.MAX_VALUE || readType == 'Z' && readNumber != READY_LENGTH) {
      misunderstood("not PostgreSQL");
    } else if (readType == 'Z') {
      inReady = true;
    } else {
      skipRead = rest;
      readMidway = false;
      if (readType == 'W') {
        giveUp("it replicates");
      }
    }
  }

  private void ready(byte b) {
    if (b != 'I' && b != 'T' && b != 'E') {
      misunderstood("not PostgreSQL");
      return;
    }
    status = b;
    inReady = false;
    readMidway = false;
    if (isTaking()) {
      answered(Answer.EXPECTED, "");
    } else {
      replied();
    }
  }
}
