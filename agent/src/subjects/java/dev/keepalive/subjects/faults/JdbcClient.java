package dev.keepalive.subjects.faults;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A database by its JDBC driver. */
final class JdbcClient implements Client {
  private final String url;
  private Connection connection;

  private JdbcClient(String url) {
    this.url = url;
  }

  static Client postgres(InetSocketAddress peer) {
    return new JdbcClient(
        "jdbc:postgresql://"
            + peer.getHostString()
            + ":"
            + peer.getPort()
            + "/postgres?user=postgres&sslmode=disable&gssEncMode=disable"
            + "&connectTimeout=0&socketTimeout=0&loginTimeout=0");
  }

  static Client mariadb(InetSocketAddress peer) {
    return new JdbcClient(
        "jdbc:mariadb://"
            + peer.getHostString()
            + ":"
            + peer.getPort()
            + "/?user=app&connectTimeout=0&socketTimeout=0");
  }

  @Override
  public void open() throws SQLException {
    connection = DriverManager.getConnection(url);
  }

  @Override
  public void ask() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").next();
    }
  }

  @Override
  public void push() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select length(?)")) {
      statement.setBytes(1, Payload.whole());
      statement.executeQuery().next();
    }
  }
}
