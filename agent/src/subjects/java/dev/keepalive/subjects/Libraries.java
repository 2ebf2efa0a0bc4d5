package dev.keepalive.subjects;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import redis.clients.jedis.Jedis;

/**
 * Unmodified clients and servers, each with one connection that stays open. Prints {@code PORT name
 * port ends} where {@code ends} is how many ends of it are in this JVM; ends with its standard
 * input.
 *
 * <p>Arguments: a directory for files, then {@code redis=PORT}, {@code postgres=PORT}, {@code
 * mariadb=PORT}.
 */
public final class Libraries {
  private final List<Object> open = new ArrayList<Object>();

  private Libraries() {}

  public static void main(String[] args) throws Exception {
    Libraries libraries = new Libraries();
    for (int i = 1; i < args.length; i++) {
      String[] server = args[i].split("=");
      libraries.database(server[0], Integer.parseInt(server[1]));
    }
    libraries.http(Paths.get(args[0]));
    NettyEcho netty = new NettyEcho();
    libraries.connected("netty", netty.port(), 2, netty);
    System.out.println("READY");
    while (System.in.read() >= 0) {
      continue;
    }
    System.exit(0);
  }

  private void database(String kind, int port) throws SQLException {
    switch (kind) {
      case "redis":
        Jedis jedis = new Jedis("127.0.0.1", port);
        jedis.ping();
        connected("jedis", port, 1, jedis);
        break;
      case "postgres":
        // tcpKeepAlive=false is its default, and it says so to the socket.
        sql("pgjdbc", port, "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
        break;
      case "mariadb":
        sql("mariadb", port, "jdbc:mariadb://127.0.0.1:" + port + "/mysql?user=root");
        break;
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  private void sql(String name, int port, String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT 1")) {
      result.next();
    }
    connected(name, port, 1, connection);
  }

  private void http(Path directory) throws Exception {
    Web web = new Web(directory, 4);
    open.add(web);
    apache(web.port(0));
    okHttp(web.port(1));
    if (Later.feature() >= 11) {
      connected("jdk-httpclient", web.port(2), 2, JdkHttpClient.get(uri(web.port(2))));
    }
    urlConnection(web.port(3));
  }

  private static URI uri(int port) {
    return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port);
  }

  /** The application turns keepalive off explicitly. */
  private void apache(int port) throws IOException {
    CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultSocketConfig(SocketConfig.custom().setSoKeepAlive(false).build())
                    .build())
            .build();
    client.execute(
        new HttpGet(uri(port)),
        response -> {
          EntityUtils.consume(response.getEntity());
          return null;
        });
    connected("httpclient5", port, 2, client);
  }

  private void okHttp(int port) throws IOException {
    OkHttpClient client = new OkHttpClient();
    Request request = new Request.Builder().url(uri(port).toString()).build();
    try (Response response = client.newCall(request).execute()) {
      response.body().string();
    }
    connected("okhttp", port, 2, client);
  }

  private void urlConnection(int port) throws IOException {
    try (InputStream body = uri(port).toURL().openStream()) {
      while (body.read() >= 0) {
        continue;
      }
    }
    connected("urlconnection", port, 2, this);
  }

  private void connected(String name, int port, int ends, Object keep) {
    open.add(keep);
    System.out.println("PORT " + name + " " + port + " " + ends);
  }
}
