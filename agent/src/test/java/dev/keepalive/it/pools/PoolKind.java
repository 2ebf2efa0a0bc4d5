package dev.keepalive.it.pools;

import dev.keepalive.it.faults.Client;

/** The pools of the table: what the subject calls them, what they talk to. */
enum PoolKind {
  HIKARI("hikari-pg", "HikariCP, pgjdbc", "postgres", Client.PGJDBC),
  DBCP2("dbcp2-pg", "Apache DBCP2, pgjdbc", "postgres", Client.PGJDBC),
  C3P0("c3p0-pg", "c3p0 (`testConnectionOnCheckout`), pgjdbc", "postgres", Client.PGJDBC),
  TOMCAT("tomcat-pg", "Tomcat JDBC (`testOnBorrow`), pgjdbc", "postgres", Client.PGJDBC),
  HIKARI_MARIADB("hikari-mariadb", "HikariCP, MariaDB Connector/J", "mysql", Client.MARIADB),
  JEDIS("jedis", "JedisPool (commons-pool2)", "redis", Client.JEDIS),
  LETTUCE("lettuce", "Lettuce", "redis", Client.JEDIS),
  HTTPCLIENT5("httpclient5", "Apache HttpClient 5", null, Client.HTTPCLIENT5),
  OKHTTP("okhttp", "OkHttp", null, Client.OKHTTP),
  JDK_HTTP("jdk-http", "JDK HttpClient", null, Client.JDK_HTTP);

  final String id;
  final String title;

  /** Null: HTTP has none. */
  final String heartbeat;

  /** Whose server it uses in the laboratory. */
  final Client inLab;

  PoolKind(String id, String title, String heartbeat, Client inLab) {
    this.id = id;
    this.title = title;
    this.heartbeat = heartbeat;
    this.inLab = inLab;
  }

  /** Without the general ones. */
  String options() {
    String answers = heartbeat == null ? "" : ",rule.a.heartbeat=" + heartbeat;
    return PoolTable.OPTIONS + answers;
  }
}
