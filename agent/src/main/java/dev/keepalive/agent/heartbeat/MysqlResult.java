package dev.keepalive.agent.heartbeat;

import java.util.ArrayDeque;

/**
 * The answers to MySQL's commands, packet by packet: where a result ends depends on what was agreed
 * on, and on every packet before.
 */
final class MysqlResult {
  private static final long DEPRECATE_EOF = 0x1000000;
  private static final long MARIADB_CACHED_METADATA = 1L << 36;
  private static final int MOST_WAITING = 1000;

  // Flags of the server's status.
  private static final int IN_TRANSACTION = 1;
  private static final int MORE_RESULTS = 8;
  private static final int CURSOR = 64;

  // The first byte of a packet.
  private static final int OK = 0;
  private static final int LOCAL_FILE = 0xfb;
  private static final int EOF = 0xfe;
  private static final int ERR = 0xff;
  private static final int PROGRESS = 0xffff;

  /** What the next packet belongs to. */
  private enum Reading {
    FIRST,
    COLUMNS,
    COLUMNS_END,
    ROWS,
    PARAMETERS,
    PARAMETERS_END
  }

  private final Mysql protocol;
  private final ArrayDeque<Integer> waiting = new ArrayDeque<Integer>();
  private Reading reading = Reading.FIRST;
  private MysqlPacket in;
  private long capabilities;
  private int status;
  private long columns;
  private long afterParameters;

  MysqlResult(Mysql protocol) {
    this.protocol = protocol;
  }

  void agreed(long capabilities) {
    this.capabilities = capabilities;
  }

  /** A command that is answered was sent. */
  void asked(int command) {
    waiting.add(command);
    if (waiting.size() > MOST_WAITING) {
      protocol.giveUp("too much at once");
    }
  }

  /** Whether nothing is due. */
  boolean isComplete() {
    return waiting.isEmpty() && reading == Reading.FIRST;
  }

  boolean isInTransaction() {
    return (status & IN_TRANSACTION) != 0;
  }

  /** The server said something that is not the answer to a heartbeat. */
  void packet(MysqlPacket packet) {
    in = packet;
    if (in.length == 0) {
      protocol.misunderstood("not MySQL");
      return;
    }
    Integer command = waiting.peek();
    if (command == null) {
      if (in.first() == ERR && in.sequence == 0) {
        protocol.dropped("the server ends it");
      } else {
        protocol.misunderstood("an answer that nobody asked for");
      }
      return;
    }
    switch (reading) {
      case FIRST:
        first(command);
        break;
      case COLUMNS:
        if (--columns == 0) {
          columnsRead();
        }
        break;
      case COLUMNS_END:
        eof(command);
        break;
      case ROWS:
        row(command);
        break;
      case PARAMETERS:
        if (--columns == 0) {
          reading = Reading.PARAMETERS_END;
          if (has(DEPRECATE_EOF)) {
            parametersRead();
          }
        }
        break;
      case PARAMETERS_END:
        parametersRead();
        break;
      default:
        protocol.misunderstood("not MySQL");
        break;
    }
  }

  private void first(int command) {
    if (in.first() == ERR && in.length > 0) {
      if (in.word(1) != PROGRESS) {
        ended();
      }
      return;
    }
    switch (command) {
      case MysqlCommands.STATISTICS:
        ended();
        break;
      case MysqlCommands.PREPARE:
        prepared();
        break;
      case MysqlCommands.FETCH:
        reading = Reading.ROWS;
        row(command);
        break;
      case MysqlCommands.FIELD_LIST:
        if (isEnd()) {
          ended();
        }
        break;
      case MysqlCommands.QUERY:
      case MysqlCommands.EXECUTE:
      case MysqlCommands.BULK_EXECUTE:
      case MysqlCommands.PROCESS_INFO:
        resultBegins();
        break;
      default:
        // An OK, or the EOF of COM_SET_OPTION and COM_DEBUG.
        if (in.first() == OK) {
          ok(in);
        }
        ended();
        break;
    }
  }

  private void resultBegins() {
    if (in.first() == OK) {
      ok(in);
      if ((status & MORE_RESULTS) == 0) {
        ended();
      }
    } else if (in.first() == LOCAL_FILE) {
      // The application sends the file, and then the answer comes.
      return;
    } else {
      columns = in.count();
      boolean described = true;
      if (has(MARIADB_CACHED_METADATA)) {
        described = in.head[Math.min(in.length, MysqlPacket.HEAD) - 1] != 0;
      }
      if (columns <= 0) {
        protocol.misunderstood("not MySQL");
      } else if (described) {
        reading = Reading.COLUMNS;
      } else {
        columnsRead();
      }
    }
  }

  /** With DEPRECATE_EOF the rows follow at once. */
  private void columnsRead() {
    reading = has(DEPRECATE_EOF) ? Reading.ROWS : Reading.COLUMNS_END;
  }

  private void eof(int command) {
    if (!isEnd()) {
      protocol.misunderstood("not MySQL");
      return;
    }
    status = in.word(3);
    if ((status & CURSOR) != 0 && command == MysqlCommands.EXECUTE) {
      ended();
    } else {
      reading = Reading.ROWS;
    }
  }

  private void row(int command) {
    if (in.first() == ERR && in.length > 0) {
      if (in.word(1) != PROGRESS) {
        ended();
      }
    } else if (isEnd()) {
      if (has(DEPRECATE_EOF)) {
        ok(in);
      } else {
        status = in.word(3);
      }
      reading = Reading.FIRST;
      if ((status & MORE_RESULTS) == 0) {
        ended();
      }
    }
  }

  /**
   * An EOF packet, or an OK in its place: a row that begins with this byte is longer than these.
   */
  private boolean isEnd() {
    return in.first() == EOF
        && in.length > 0
        && in.length < (has(DEPRECATE_EOF) ? MysqlPacket.LARGEST : 9);
  }

  private void prepared() {
    if (in.first() != OK || in.length < 9) {
      protocol.misunderstood("not MySQL");
      return;
    }
    long results = in.word(5);
    long parameters = in.word(7);
    afterParameters = results;
    columns = parameters;
    if (parameters > 0) {
      reading = Reading.PARAMETERS;
    } else {
      parametersRead();
    }
  }

  /** The columns of a prepared statement are read as its parameters are. */
  private void parametersRead() {
    if (afterParameters > 0) {
      columns = afterParameters;
      afterParameters = 0;
      reading = Reading.PARAMETERS;
    } else {
      ended();
    }
  }

  private void ended() {
    reading = Reading.FIRST;
    waiting.poll();
  }

  private boolean has(long capability) {
    return (capabilities & capability) != 0;
  }

  /** The server tells its status. */
  void ok(MysqlPacket packet) {
    int told = packet.statusOfOk();
    if (told >= 0) {
      status = told;
    }
  }
}
