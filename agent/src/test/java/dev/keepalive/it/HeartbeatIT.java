package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.RecordingProxy;
import dev.keepalive.it.harness.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Idle connections of real clients to real servers: heartbeats on the wire, a server that hangs is
 * found, and the next request goes to its replacement; and under load no reply is ever another.
 */
@Execution(ExecutionMode.CONCURRENT)
class HeartbeatIT {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** As promised. */
  private static final Duration FOUND =
      INTERVAL.plus(TIMEOUT.multipliedBy(2)).plus(Duration.ofSeconds(1));

  /** It prefers a native transport, which has no heartbeats. */
  private static final String[] LETTUCE_BY_SELECTOR = {
    "-Dio.lettuce.core.epoll=false", "-Dio.lettuce.core.iouring=false"
  };

  private static final int LOAD_SECONDS = Integer.getInteger("heartbeat.load.seconds", 4);

  /** A client and its server. */
  enum Kind {
    JEDIS("jedis", "redis", Servers::redis, "*1\r\n$4\r\nPING\r\n"),
    LETTUCE("lettuce", "redis", Servers::redis, "*1\r\n$4\r\nPING\r\n"),
    JEDIS_TLS("jedis-tls", "redis", Servers::redisOverTls, null),
    PGJDBC("hikari-pg", "postgres", Servers::postgres, "S\0\0\0\4"),
    MARIADB("hikari-mariadb", "mysql", Servers::mariadb, "\1\0\0\0\16"),
    MYSQL("hikari-mysql", "mysql", Servers::mariadb, "\1\0\0\0\16"),
    PGJDBC_TLS("hikari-pg-tls", "postgres", Servers::postgresOverTls, null),
    MARIADB_TLS("hikari-mariadb-tls", "mysql", Servers::mariadbOverTls, null),
    MEMCACHED("memcached", "memcached", Servers::memcached, "version\r\n"),
    CUSTOM(
        "redis-lines",
        "custom,rule.a.heartbeat.send=*1\\r\\n$4\\r\\nPING\\r\\n,rule.a.heartbeat.expect=+P??G\\r\\n",
        Servers::redis,
        "*1\r\n$4\r\nPING\r\n");

    final String pool;
    final String heartbeat;
    final ToIntFunction<Servers> server;

    /** What goes over the wire; null: it is encrypted. */
    final String request;

    Kind(String pool, String heartbeat, ToIntFunction<Servers> server, String request) {
      this.pool = pool;
      this.heartbeat = heartbeat;
      this.server = server;
      this.request = request;
    }
  }

  static Stream<Arguments> kinds() {
    List<Arguments> all = new ArrayList<>();
    Jdks.oldestAndNewest()
        .forEach(jdk -> Stream.of(Kind.values()).forEach(k -> all.add(Arguments.of(jdk, k))));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_server_that_hangs_is_found_on_idle_connections(Jdk jdk, Kind kind) {
    try (Servers servers = new Servers()) {
      int first = kind.server.applyAsInt(servers);
      int second = kind.server.applyAsInt(servers);
      try (RecordingProxy proxy = new RecordingProxy(first);
          ForkedJvm jvm = ready(jdk, servers, kind, proxy.port())) {
        awaitHeartbeats(proxy, kind, jvm);
        jvm.send("ASK");
        assertTrue(jvm.awaitLine("ASKED").endsWith(" ok"), jvm::all);
        long stopped = System.nanoTime();
        servers.stop(first);
        proxy.redirect(second);
        Await.noProblem(
            FOUND, () -> ended(jvm) >= open(kind) ? null : "not all condemned" + jvm.all());
        assertTrue(System.nanoTime() - stopped < FOUND.toNanos(), jvm::all);
        jvm.send("USE");
        String used = jvm.awaitLine("USED");
        // A pool without a check of its own tells of each dead connection once.
        int failures = Integer.parseInt(used.split(" ")[1]);
        assertTrue(failures <= (kind.pool.equals("lettuce") ? 1 : open(kind)), jvm::all);
        assertTrue(Integer.parseInt(used.split(" ")[2]) < 2000, jvm::all);
      }
    }
  }

  static Stream<Arguments> oneJdk() {
    return Stream.of(Kind.values()).map(kind -> Arguments.of(Jdks.near(17), kind));
  }

  @ParameterizedTest
  @MethodSource("oneJdk")
  void without_the_agent_it_hangs(Jdk jdk, Kind kind) throws InterruptedException {
    try (Servers servers = new Servers()) {
      int first = kind.server.applyAsInt(servers);
      int second = kind.server.applyAsInt(servers);
      try (RecordingProxy proxy = new RecordingProxy(first);
          ForkedJvm jvm = start(jdk, servers, kind, proxy.port(), false)) {
        jvm.awaitLine("READY");
        servers.stop(first);
        proxy.redirect(second);
        // As long as it takes with the agent; the pools' own checks begin to count later.
        Thread.sleep(FOUND.toMillis());
        jvm.send("ASK");
        assertNull(jvm.lineWithin("ASKED", Duration.ofSeconds(2)), jvm::all);
      }
    }
  }

  static Stream<Arguments> loads() {
    List<Arguments> all = new ArrayList<>();
    for (Jdk jdk : Jdks.all()) {
      all.add(Arguments.of(jdk, "jedis", "redis", (ToIntFunction<Servers>) Servers::redis));
      all.add(Arguments.of(jdk, "lettuce", "redis", (ToIntFunction<Servers>) Servers::redis));
      all.add(
          Arguments.of(jdk, "jedis-tls", "redis", (ToIntFunction<Servers>) Servers::redisOverTls));
      all.add(Arguments.of(jdk, "pgjdbc", "postgres", (ToIntFunction<Servers>) Servers::postgres));
      all.add(Arguments.of(jdk, "mariadb", "mysql", (ToIntFunction<Servers>) Servers::mariadb));
      all.add(
          Arguments.of(jdk, "memcached", "memcached", (ToIntFunction<Servers>) Servers::memcached));
      all.add(Arguments.of(jdk, "mysql", "mysql", (ToIntFunction<Servers>) Servers::mariadb));
    }
    Jdks.oldestAndNewest()
        .forEach(
            jdk -> {
              ToIntFunction<Servers> postgres = Servers::postgresOverTls;
              ToIntFunction<Servers> mariadb = Servers::mariadbOverTls;
              all.add(Arguments.of(jdk, "pgjdbc-tls", "postgres", postgres));
              all.add(Arguments.of(jdk, "mariadb-tls", "mysql", mariadb));
              all.add(Arguments.of(jdk, "mysql-tls", "mysql", mariadb));
            });
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("loads")
  void no_reply_is_ever_another(
      Jdk jdk, String client, String heartbeat, ToIntFunction<Servers> server) {
    checkLoad(jdk, client, heartbeat, server, "-Dload.virtual=false");
  }

  static Stream<Jdk> virtual() {
    return Jdks.from(21);
  }

  @ParameterizedTest
  @MethodSource("virtual")
  void nor_on_virtual_threads(Jdk jdk) {
    checkLoad(jdk, "jedis", "redis", Servers::redis, "-Dload.virtual=true");
  }

  private static void checkLoad(
      Jdk jdk, String client, String heartbeat, ToIntFunction<Servers> server, String threads) {
    try (Servers servers = new Servers()) {
      int port = server.applyAsInt(servers);
      String options =
          "watch.interval=10ms,rule.a.peer=*:"
              + port
              + ",rule.a.heartbeat.interval=10ms,rule.a.heartbeat="
              + heartbeat;
      try (ForkedJvm jvm =
          ForkedJvm.on(jdk)
              .jvmArgs(servers.tlsArguments())
              .jvmArgs(threads)
              .jvmArgs(LETTUCE_BY_SELECTOR)
              .agent(options)
              .subject("heartbeat.Load", client, "" + port, "" + LOAD_SECONDS)
              .start()) {
        String done = jvm.awaitLine("DONE", Duration.ofSeconds(LOAD_SECONDS).plus(Await.LONG));
        System.out.println(jdk + ", " + client + ": " + done);
        assertTrue(jvm.stdout().stream().noneMatch(l -> l.startsWith("WRONG")), jvm::all);
        assertTrue(done.contains(" missed 0 ") && done.contains("answered"), jvm::all);
        assertEquals(0, condemned(jvm).size(), jvm::all);
      }
    }
  }

  /** A database that has just started lets its first client wait, sometimes for too long. */
  private static ForkedJvm ready(Jdk jdk, Servers servers, Kind kind, int port) {
    ForkedJvm first = start(jdk, servers, kind, port, true);
    if (first.lineWithin("READY", Await.LONG) != null) {
      return first;
    }
    System.out.println(kind + ", " + jdk + ": started again" + first.all());
    first.close();
    ForkedJvm second = start(jdk, servers, kind, port, true);
    second.awaitLine("READY");
    return second;
  }

  private static ForkedJvm start(Jdk jdk, Servers servers, Kind kind, int port, boolean agent) {
    var builder = ForkedJvm.on(jdk).jvmArgs(servers.tlsArguments()).jvmArgs(LETTUCE_BY_SELECTOR);
    if (agent) {
      builder.agent(
          "rule.a.peer=*:"
              + port
              + ",rule.a.heartbeat.interval="
              + INTERVAL.toSeconds()
              + "s,rule.a.heartbeat.timeout="
              + TIMEOUT.toSeconds()
              + "s,rule.a.heartbeat="
              + kind.heartbeat);
    }
    return builder.subject("heartbeat.Pools", kind.pool, "" + port).start();
  }

  /** On each connection several, and nobody asked for anything. */
  private static void awaitHeartbeats(RecordingProxy proxy, Kind kind, ForkedJvm jvm) {
    int before = proxy.connections().get(0).sent().length();
    Await.noProblem(
        INTERVAL.multipliedBy(4).plus(Await.LONG),
        () -> {
          for (RecordingProxy.Recorded connection : proxy.connections()) {
            String sent = connection.sent();
            boolean enough =
                kind.request == null
                    ? connection != proxy.connections().get(0) || sent.length() > before + 40
                    : sent.endsWith(kind.request + kind.request);
            if (!enough && !sent.isEmpty()) {
              return "no heartbeats yet" + jvm.all();
            }
          }
          return null;
        });
    // What is encrypted cannot be told on the wire, and the last answer is on its way.
    String all = "ROWS {on answered=" + open(kind) + "}";
    Await.noProblem(
        Await.LONG,
        () -> {
          jvm.send("ROWS");
          return jvm.stdout().contains(all) ? null : "not all answered" + jvm.all();
        });
  }

  private static int open(Kind kind) {
    switch (kind) {
      case LETTUCE:
        return 1;
      case PGJDBC:
      case PGJDBC_TLS:
      case MARIADB:
      case MARIADB_TLS:
      case MYSQL:
        // As many as the pool holds by default.
        return 10;
      default:
        return 4;
    }
  }

  private static int ended(ForkedJvm jvm) {
    int before = lines(jvm).size();
    jvm.send("ENDED");
    Await.noProblem(Await.LONG, () -> lines(jvm).size() > before ? null : "no answer" + jvm.all());
    List<String> lines = lines(jvm);
    return Integer.parseInt(lines.get(lines.size() - 1).substring("ENDED ".length()));
  }

  private static List<String> lines(ForkedJvm jvm) {
    return jvm.stdout().stream().filter(line -> line.startsWith("ENDED")).toList();
  }

  private static List<String> condemned(ForkedJvm jvm) {
    return jvm.stderr().stream().filter(line -> line.contains("condemned")).toList();
  }
}
