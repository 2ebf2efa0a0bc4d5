package dev.keepalive.agent.heartbeat;

/**
 * The protocol of MySQL and MariaDB, after their handshake. A heartbeat is COM_PING, and its answer
 * an OK packet. Every packet is looked at; what is not known for sure (compression, replication) is
 * given up. Not within a transaction: it would reset the server's timer of those left open.
 */
final class Mysql extends Protocol {
  private static final byte[] PING = {1, 0, 0, 0, 0x0e};
  private static final int LONGEST_ANSWER = 4096;
  private static final int OK = 0;
  private static final int ERR = 0xff;

  private final MysqlPacket out = new MysqlPacket();
  private final MysqlPacket in = new MysqlPacket();
  private final MysqlLogin login = new MysqlLogin(this);
  private final MysqlResult result = new MysqlResult(this);
  private boolean loggedIn;
  private boolean underTlsSoon;
  private boolean longData;

  @Override
  byte[] request() {
    return PING;
  }

  @Override
  protected String notNow() {
    if (!loggedIn) {
      return "nothing was said yet";
    }
    if (!result.isComplete()
        || out.headerRead > 0
        || in.headerRead > 0
        || out.continued
        || in.continued
        || longData) {
      return "an answer is due";
    }
    return result.isInTransaction() ? "in a transaction" : null;
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
    out.continued = out.length == MysqlPacket.LARGEST;
    if (part) {
      return;
    }
    if (!login.isSent()) {
      result.agreed(login.login(out));
    } else if (loggedIn && out.sequence == 0) {
      commanded(out.first());
    }
    // Else it goes on in a dialogue: authentication, or the file that the server asked for.
  }

  /** The client goes on under TLS. */
  void securedSoon() {
    underTlsSoon = true;
  }

  private void commanded(int command) {
    longData = false;
    switch (command) {
      case MysqlCommands.QUIT:
        giveUp("it was ended");
        break;
      case MysqlCommands.CHANGE_USER:
        giveUp("after a change of user");
        break;
      case MysqlCommands.BINLOG_DUMP:
      case MysqlCommands.TABLE_DUMP:
      case MysqlCommands.REGISTER_REPLICA:
      case MysqlCommands.DAEMON:
      case MysqlCommands.BINLOG_DUMP_GTID:
      case MysqlCommands.REPLICATION:
        giveUp("it replicates");
        break;
      case MysqlCommands.LONG_DATA:
        longData = true;
        break;
      case MysqlCommands.CLOSE_STATEMENT:
        break;
      default:
        result.asked(command);
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
    in.continued = in.length == MysqlPacket.LARGEST;
    if (part) {
      return;
    }
    if (isTaking()) {
      pong();
      return;
    }
    if (!login.isGreeted()) {
      login.greeted(in);
    } else if (!loggedIn) {
      loginAnswered();
    } else {
      result.packet(in);
    }
  }

  private void pong() {
    if (in.first() == OK) {
      result.ok(in);
      answered(Answer.EXPECTED, "");
    } else if (in.first() == ERR) {
      answered(Answer.REFUSED, "error " + in.word(1));
    } else {
      misunderstood("not the answer to COM_PING");
    }
  }

  private void loginAnswered() {
    if (!login.isSent() || in.first() == ERR) {
      giveUp("it was not let in");
    } else if (in.first() == OK) {
      result.ok(in);
      loggedIn = true;
    }
    // Else authentication goes on.
  }
}
