package dev.keepalive.subjects.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A JDBC driver, with the timeouts that it has by default taken away. */
final class JdbcClient implements Client {
  /** Less than the packet that MariaDB takes, more than the kernel's buffers do. */
  private static final int MOST = 15 << 20;

  private final String url;
  private Connection connection;

  private JdbcClient(String url) {
    this.url = url;
  }

  static JdbcClient postgres() {
    return new JdbcClient(
        "jdbc:postgresql://%s:%d/postgres?user=postgres&sslmode=disable&gssEncMode=disable"
            + "&connectTimeout=0&loginTimeout=0&socketTimeout=0");
  }

  static JdbcClient mariadb() {
    return new JdbcClient(
        "jdbc:mariadb://%s:%d/mysql?user=root&connectTimeout=0&socketTimeout=0&sslMode=disable");
  }

  @Override
  public void open(String host, int port) throws SQLException {
    connection = DriverManager.getConnection(String.format(url, host, port));
    ask();
  }

  @Override
  public void ask() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select 1").close();
    }
  }

  @Override
  public void push(byte[] bytes) throws SQLException {
    byte[] some = new byte[Math.min(bytes.length, MOST)];
    try (PreparedStatement statement = connection.prepareStatement("select length(?)")) {
      statement.setBytes(1, some);
      statement.executeQuery().close();
    }
  }
}
