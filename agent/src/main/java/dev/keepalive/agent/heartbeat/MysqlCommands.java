package dev.keepalive.agent.heartbeat;

/** The first byte of what a client of MySQL says. */
final class MysqlCommands {
  static final int QUIT = 0x01;
  static final int QUERY = 0x03;
  static final int FIELD_LIST = 0x04;
  static final int STATISTICS = 0x09;
  static final int PROCESS_INFO = 0x0a;
  static final int CHANGE_USER = 0x11;
  static final int BINLOG_DUMP = 0x12;
  static final int TABLE_DUMP = 0x13;
  static final int REGISTER_REPLICA = 0x15;
  static final int PREPARE = 0x16;
  static final int EXECUTE = 0x17;
  static final int LONG_DATA = 0x18;
  static final int CLOSE_STATEMENT = 0x19;
  static final int FETCH = 0x1c;
  static final int DAEMON = 0x1d;
  static final int BINLOG_DUMP_GTID = 0x1e;
  static final int BULK_EXECUTE = 0xfa;
  static final int REPLICATION = 0xfe;

  private MysqlCommands() {}
}
