package dev.keepalive.subjects.heartbeat;

/** The conversations by the names of their clients. */
final class Talks {
  private Talks() {}

  private static String pg(int port) {
    return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
  }

  private static String maria(int port) {
    return "://localhost:"
        + port
        + "/test?user=root&createDatabaseIfNotExist=true&allowMultiQueries=true";
  }

  static Load.Talk of(String kind, int port, int number) throws Exception {
    switch (kind) {
      case "jedis":
        return new RedisTalk(port, false, number);
      case "jedis-tls":
        return new RedisTalk(port, true, number);
      case "memcached":
        return new MemcachedTalk(port, number);
      case "lettuce":
        return new LettuceTalk(port, number);
      case "pgjdbc":
        return new SqlTalk(pg(port) + "&sslmode=disable&gssEncMode=disable", number);
      case "pgjdbc-tls":
        return new SqlTalk(pg(port) + "&sslmode=require&gssEncMode=disable", number);
      case "mariadb":
        return new SqlTalk("jdbc:mariadb" + maria(port) + "&useServerPrepStmts=true", number);
      case "mariadb-tls":
        return new SqlTalk("jdbc:mariadb" + maria(port) + "&sslMode=trust", number);
      case "mysql":
        return new SqlTalk(
            "jdbc:mysql"
                + maria(port)
                + "&useServerPrepStmts=true&useCursorFetch=true&sslMode=DISABLED",
            number);
      case "mysql-tls":
        return new SqlTalk("jdbc:mysql" + maria(port) + "&sslMode=REQUIRED", number);
      default:
        throw new IllegalArgumentException(kind);
    }
  }
}
