package dev.keepalive.subjects.heartbeat;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;

/** The pools by their names, with as few settings as they work with. */
final class PoolKinds {
  private PoolKinds() {}

  static Pools.Pool of(String kind, String host, int port) throws Exception {
    switch (kind) {
      case "jedis":
        return jedis(host, port, false);
      case "jedis-tls":
        return jedis(host, port, true);
      case "lettuce":
        return lettuce(host, port);
      case "hikari-pg":
        return of(hikari(pg(host, port)));
      case "dbcp2-pg":
        BasicDataSource dbcp = new BasicDataSource();
        dbcp.setUrl(pg(host, port));
        return of(dbcp);
      case "c3p0-pg":
        ComboPooledDataSource c3p0 = new ComboPooledDataSource();
        c3p0.setJdbcUrl(pg(host, port));
        c3p0.setTestConnectionOnCheckout(true);
        return of(c3p0);
      case "tomcat-pg":
        org.apache.tomcat.jdbc.pool.DataSource tomcat =
            new org.apache.tomcat.jdbc.pool.DataSource();
        tomcat.setUrl(pg(host, port));
        tomcat.setDriverClassName("org.postgresql.Driver");
        tomcat.setTestOnBorrow(true);
        tomcat.setValidationQuery("select 1");
        return of(tomcat);
      case "hikari-mariadb":
        return of(hikari(maria("mariadb", host, port)));
      case "hikari-pg-tls":
        return of(hikari(pg(host, port).replace("sslmode=disable", "sslmode=require")));
      case "hikari-mariadb-tls":
        return of(hikari(maria("mariadb", host, port) + "&sslMode=trust"));
      case "hikari-mysql":
        return of(hikari(maria("mysql", host, port)));
      case "okhttp":
        return okhttp("http://" + host + ":" + port + "/");
      case "httpclient5":
        return httpclient5("http://" + host + ":" + port + "/");
      case "jdk-http":
        return JdkHttpPool.of(host, port);
      case "memcached":
        return new Lines(host, port, "get nothing", "END");
      case "redis-lines":
        return new Lines(host, port, "*2\r\n$4\r\nECHO\r\n$1\r\nx", "$1");
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  /** The user of the test's own servers, or that of the fault table's. */
  private static String maria(String driver, String host, int port) {
    String user = host.startsWith("10.") ? "app" : "root";
    return "jdbc:" + driver + "://" + host + ":" + port + "/?user=" + user;
  }

  private static String pg(String host, int port) {
    return "jdbc:postgresql://"
        + host
        + ":"
        + port
        + "/postgres?user=postgres&sslmode=disable&gssEncMode=disable";
  }

  private static DataSource hikari(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    return new HikariDataSource(config);
  }

  private static Pools.Pool of(DataSource source) {
    return whileBorrowed -> {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select 1")) {
        row.next();
        whileBorrowed.run();
      }
    };
  }

  private static Pools.Pool jedis(String host, int port, boolean tls) {
    JedisPool pool =
        new JedisPool(
            new GenericObjectPoolConfig<Jedis>(),
            new HostAndPort(host, port),
            DefaultJedisClientConfig.builder().ssl(tls).socketTimeoutMillis(0).build());
    return whileBorrowed -> {
      try (Jedis jedis = pool.getResource()) {
        jedis.set("a", "b");
        whileBorrowed.run();
      }
    };
  }

  private static Pools.Pool okhttp(String url) {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .connectTimeout(Duration.ZERO)
            .build();
    return whileBorrowed -> {
      try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
        whileBorrowed.run();
        response.body().bytes();
      }
    };
  }

  private static Pools.Pool httpclient5(String url) {
    CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(10).build())
            .build();
    return whileBorrowed ->
        client.execute(
            new HttpGet(url),
            response -> {
              whileBorrowed.run();
              return EntityUtils.toByteArray(response.getEntity());
            });
  }

  /** One connection for all, which it makes anew by itself. */
  private static Pools.Pool lettuce(String host, int port) {
    RedisURI peer =
        RedisURI.builder()
            .withHost(host)
            .withPort(port)
            .withTimeout(Duration.ofSeconds(60))
            .build();
    StatefulRedisConnection<String, String> connection = RedisClient.create(peer).connect();
    return whileBorrowed -> {
      connection.sync().set("a", "b");
      whileBorrowed.run();
    };
  }

  /** A pool as people write them, of a protocol of lines: no check, no retry. */
  private static final class Lines implements Pools.Pool {
    private final String host;
    private final int port;
    private final String request;
    private final String answer;
    private final Deque<Socket> idle = new ArrayDeque<Socket>();

    Lines(String host, int port, String request, String answer) {
      this.host = host;
      this.port = port;
      this.request = request;
      this.answer = answer;
    }

    @Override
    public void use(Runnable whileBorrowed) throws Exception {
      Socket socket;
      synchronized (idle) {
        socket = idle.poll();
      }
      if (socket == null) {
        socket = new Socket(host, port);
      }
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      Load.check(answer, String.valueOf(in.readLine()));
      if (answer.startsWith("$")) {
        Load.check("x", in.readLine());
      }
      whileBorrowed.run();
      synchronized (idle) {
        idle.push(socket);
      }
    }
  }
}
