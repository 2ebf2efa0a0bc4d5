package dev.keepalive.agent.heartbeat;

/**
 * The handshake of MySQL and MariaDB: what both sides agree on, and whether the client is let in.
 */
final class MysqlLogin {
  private static final long COMPRESS = 0x20;
  private static final long TLS = 0x800;
  private static final long PROTOCOL_41 = 0x200;
  private static final long OPTIONAL_METADATA = 0x2000000;
  private static final long ZSTD = 0x4000000;

  private static final int SHORTEST = 32;

  private final Mysql protocol;
  private long serverCapabilities;
  private boolean greeted;
  private boolean sent;

  MysqlLogin(Mysql protocol) {
    this.protocol = protocol;
  }

  /** Whether the client has told who it is. */
  boolean isSent() {
    return sent;
  }

  /** What the server says first. */
  void greeted(MysqlPacket in) {
    int at = 1;
    while (at < Math.min(in.length, MysqlPacket.HEAD) && in.head[at] != 0) {
      at++;
    }
    // Version and its end, thread number, 8 bytes of salt, a filler.
    at += 1 + 4 + 8 + 1;
    if (in.first() != 10 || at + 18 > Math.min(in.length, MysqlPacket.HEAD)) {
      protocol.giveUp("not MySQL, or an old protocol");
      return;
    }
    serverCapabilities = in.word(at) | (long) in.word(at + 5) << 16;
    // Character set, status, and of MariaDB the upper half, at the end of what is reserved.
    for (int i = 0; i < 4; i++) {
      serverCapabilities |= (in.head[at + 14 + i] & 0xffL) << 32 + 8 * i;
    }
    greeted = true;
  }

  /**
   * What the client says first.
   *
   * @return what both can do; 0: nothing is agreed yet
   */
  long login(MysqlPacket out) {
    if (!greeted || out.length < SHORTEST) {
      protocol.giveUp("not MySQL");
      return 0;
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
    if ((agreed & TLS) != 0 && out.length == SHORTEST) {
      protocol.securedSoon();
      return 0;
    }
    long capabilities = agreed & serverCapabilities;
    sent = true;
    if ((capabilities & PROTOCOL_41) == 0) {
      protocol.giveUp("an old protocol");
    } else if ((capabilities & (COMPRESS | ZSTD)) != 0) {
      protocol.giveUp("compressed");
    } else if ((capabilities & OPTIONAL_METADATA) != 0) {
      protocol.giveUp("results without their columns");
    }
    return capabilities;
  }

  /** Whether the server has said anything yet. */
  boolean isGreeted() {
    return greeted;
  }
}
