package dev.keepalive.agent.heartbeat;

import java.util.ArrayDeque;

/**
 * The protocol of MySQL and MariaDB, after their handshake. A heartbeat is COM_PING, and its answer
 * an OK packet. The end of a result depends on what was agreed on and on every packet before, so
 * each is looked at; what is not known for sure (compression, replication) is given up. Not within
 * a transaction: it would reset the server's timer of those that are left open.
 */
final class Mysql extends Protocol {
  private static final byte[] PING = {1, 0, 0, 0, 0x0e};
  private static final int LARGEST = 0xffffff;
  private static final int LONGEST_ANSWER = 4096;
  private static final int MOST_WAITING = 1000;

  // Capabilities that both sides have agreed on.
  private static final long COMPRESS = 0x20;
  private static final long TLS = 0x800;
  private static final long PROTOCOL_41 = 0x200;
  private static final long DEPRECATE_EOF = 0x1000000;
  private static final long OPTIONAL_METADATA = 0x2000000;
  private static final long ZSTD = 0x4000000;
  private static final long MARIADB_CACHED_METADATA = 1L << 36;

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

  // Commands.
  private static final int QUIT = 0x01;
  private static final int FIELD_LIST = 0x04;
  private static final int STATISTICS = 0x09;
  private static final int PROCESS_INFO = 0x0a;
  private static final int CHANGE_USER = 0x11;
  private static final int BINLOG_DUMP = 0x12;
  private static final int QUERY = 0x03;
  private static final int PREPARE = 0x16;
  private static final int EXECUTE = 0x17;
  private static final int LONG_DATA = 0x18;
  private static final int CLOSE_STATEMENT = 0x19;
  private static final int FETCH = 0x1c;
  private static final int BULK_EXECUTE = 0xfa;

  /** What the next packet that is read belongs to. */
  private enum Reading {
    GREETING,
    LOGIN,
    FIRST,
    COLUMNS,
    COLUMNS_END,
    ROWS,
    PARAMETERS,
    PARAMETERS_END
  }

  private final MysqlPacket out = new MysqlPacket();
  private final MysqlPacket in = new MysqlPacket();
  private final ArrayDeque<Integer> waiting = new ArrayDeque<Integer>();
  private Reading reading = Reading.GREETING;
  private long serverCapabilities;
  private long capabilities;
  private boolean loginSent;
  private boolean loggedIn;
  private boolean underTlsSoon;
  private boolean longData;
  private int status;
  private long columns;
  private long afterParameters;

  @Override
  byte[] request() {
    return PING;
  }

  @Override
  protected String notNow() {
    if (!loggedIn) {
      return "nothing was said yet";
    }
    if (!waiting.isEmpty()
        || reading != Reading.FIRST
        || out.headerRead > 0
        || in.headerRead > 0
        || out.continued
        || in.continued
        || longData) {
      return "an answer is due";
    }
    return (status & IN_TRANSACTION) != 0 ? "in a transaction" : null;
  }

  @Override
  void secured() {
    underTlsSoon = false;
  }

  // ---- what the application says ----

  @Override
  protected void write(byte b) {
    if (out.headerRead < MysqlPacket.HEADER) {
      if (out.header(b) && out.length == 0) {
        said();
      }
      return;
    }
    if (out.seen < MysqlPacket.HEAD) {
      out.head[out.seen] = b;
    }
    out.seen++;
    if (out.seen == out.length) {
      said();
    } else if (out.seen == MysqlPacket.HEAD) {
      skipWritten = out.length - MysqlPacket.HEAD;
    }
  }

  @Override
  protected void writtenSkipped() {
    said();
  }

  private void said() {
    out.headerRead = 0;
    boolean part = out.continued;
    out.continued = out.length == LARGEST;
    if (part) {
      return;
    }
    if (!loginSent) {
      login();
    } else if (loggedIn && out.sequence == 0) {
      commanded(out.first());
    }
    // Else it goes on in a dialogue: authentication, or the file that the server asked for.
  }

  private void login() {
    if (reading == Reading.GREETING || out.length < 32) {
      giveUp("not MySQL");
      return;
    }
    long agreed = 0;
    for (int i = 0; i < 4; i++) {
      agreed |= (out.head[i] & 0xffL) << 8 * i;
    }
    boolean mariadb = (agreed & 1) == 0;
    if (mariadb) {
      for (int i = 0; i < 4; i++) {
        agreed |= (out.head[28 + i] & 0xffL) << 32 + 8 * i;
      }
    }
    if ((agreed & TLS) != 0 && out.length == 32) {
      underTlsSoon = true;
      return;
    }
    capabilities = agreed & serverCapabilities;
    loginSent = true;
    if ((capabilities & PROTOCOL_41) == 0) {
      giveUp("an old protocol");
    } else if ((capabilities & (COMPRESS | ZSTD)) != 0) {
      giveUp("compressed");
    } else if ((capabilities & OPTIONAL_METADATA) != 0) {
      giveUp("results without their columns");
    }
  }

  private void commanded(int command) {
    longData = false;
    switch (command) {
      case QUIT:
        giveUp("it was ended");
        break;
      case CHANGE_USER:
        giveUp("after a change of user");
        break;
      case BINLOG_DUMP:
      case 0x13:
      case 0x15:
      case 0x1d:
      case 0x1e:
      case 0xfe:
        giveUp("it replicates");
        break;
      case LONG_DATA:
        longData = true;
        break;
      case CLOSE_STATEMENT:
        break;
      default:
        waiting.add(command);
        if (waiting.size() > MOST_WAITING) {
          giveUp("too much at once");
        }
        break;
    }
  }

  // ---- what the server says ----

  @Override
  protected void read(byte b) {
    if (underTlsSoon) {
      giveUp("TLS that is not the JDK's socket");
      return;
    }
    if (in.headerRead == 0 && (isDue() || isAfterHeartbeat())) {
      // A second answer must not get through; a goodbye looks like one for so long.
      take();
    }
    if (in.headerRead < MysqlPacket.HEADER) {
      if (in.header(b)) {
        headed();
      }
      return;
    }
    if (in.seen < MysqlPacket.HEAD) {
      in.head[in.seen] = b;
    }
    in.seen++;
    if (in.seen == in.length) {
      told();
    } else if (in.seen == MysqlPacket.HEAD) {
      skipRead = in.length - MysqlPacket.HEAD;
    }
  }

  private void headed() {
    if (isTaking() && in.sequence == 0) {
      lost("the server ends it");
    } else if (isTaking()
        && (!isDue() || in.sequence != 1 || in.length == 0 || in.length > LONGEST_ANSWER)) {
      misunderstood("not the answer to COM_PING");
    } else if (in.length == 0) {
      told();
    }
  }

  @Override
  protected void readSkipped() {
    told();
  }

  private void told() {
    in.headerRead = 0;
    boolean part = in.continued;
    in.continued = in.length == LARGEST;
    if (part) {
      return;
    }
    if (isTaking()) {
      pong();
      return;
    }
    switch (reading) {
      case GREETING:
        greeted();
        break;
      case LOGIN:
        loginAnswered();
        break;
      default:
        result();
        break;
    }
  }

  private void pong() {
    if (in.first() == OK) {
      ok(in);
      answered(Answer.EXPECTED, "");
    } else if (in.first() == ERR) {
      answered(Answer.REFUSED, "error " + in.word(1));
    } else {
      misunderstood("not the answer to COM_PING");
    }
  }

  private void greeted() {
    int at = 1;
    while (at < Math.min(in.length, MysqlPacket.HEAD) && in.head[at] != 0) {
      at++;
    }
    // Version and its end, thread number, 8 bytes of salt, a filler.
    at += 1 + 4 + 8 + 1;
    if (in.first() != 10 || at + 18 > Math.min(in.length, MysqlPacket.HEAD)) {
      giveUp("not MySQL, or an old protocol");
      return;
    }
    serverCapabilities = in.word(at) | (long) in.word(at + 5) << 16;
    // Character set, status, and of MariaDB the upper half, at the end of what is reserved.
    for (int i = 0; i < 4; i++) {
      serverCapabilities |= (in.head[at + 14 + i] & 0xffL) << 32 + 8 * i;
    }
    reading = Reading.LOGIN;
  }

  private void loginAnswered() {
    if (!loginSent || in.first() == ERR) {
      giveUp("it was not let in");
    } else if (in.first() == OK) {
      ok(in);
      loggedIn = true;
      reading = Reading.FIRST;
    }
    // Else authentication goes on.
  }

  private void result() {
    Integer command = waiting.peek();
    if (command == null) {
      if (in.first() == ERR && in.sequence == 0) {
        dropped("the server ends it");
      } else {
        misunderstood("an answer that nobody asked for");
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
        misunderstood("not MySQL");
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
      case STATISTICS:
        ended();
        break;
      case PREPARE:
        prepared();
        break;
      case FETCH:
        reading = Reading.ROWS;
        row(command);
        break;
      case FIELD_LIST:
        if (isEnd()) {
          ended();
        }
        break;
      case QUERY:
      case EXECUTE:
      case BULK_EXECUTE:
      case PROCESS_INFO:
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
        misunderstood("not MySQL");
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
      misunderstood("not MySQL");
      return;
    }
    status = in.word(3);
    if ((status & CURSOR) != 0 && command == EXECUTE) {
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
    return in.first() == EOF && in.length > 0 && in.length < (has(DEPRECATE_EOF) ? LARGEST : 9);
  }

  private void prepared() {
    if (in.first() != OK || in.length < 9) {
      misunderstood("not MySQL");
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

  private void ok(MysqlPacket packet) {
    int told = packet.statusOfOk();
    if (told >= 0) {
      status = told;
    }
  }
}
