package dev.keepalive.subjects.heartbeat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;

/**
 * A database by its JDBC driver: plain and prepared statements, values of all sizes, transactions,
 * batches, cursors, errors, and what only one of them can.
 */
final class SqlTalk implements Load.Talk {
  private static final String WORD = "select ";

  private final boolean postgres;
  private final Connection connection;
  private final String table;

  SqlTalk(String url, int number) throws SQLException {
    postgres = url.startsWith("jdbc:postgresql");
    table = "t" + number;
    connection = DriverManager.getConnection(url);
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists " + table);
      String blob = postgres ? "text" : "longtext";
      statement.execute("create table " + table + " (id int primary key, value " + blob + ")");
    }
  }

  @Override
  public void exchange(Random random) throws Exception {
    switch (random.nextInt(9)) {
      case 0:
        transaction(random);
        break;
      case 1:
        batch(random);
        break;
      case 2:
        cursor(random);
        break;
      case 3:
        error();
        break;
      case 4:
        if (postgres) {
          copy(random);
        } else {
          multiple();
        }
        break;
      case 5:
        if (postgres) {
          notification(random);
        } else {
          Load.check(true, connection.isValid(20));
        }
        break;
      case 6:
        plain(random);
        break;
      default:
        prepared(random);
        break;
    }
  }

  private void plain(Random random) throws SQLException {
    String value = Load.text(random, Load.size(random));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(WORD + "'" + value + "' as a, 7 as b, null as c")) {
      Load.check(true, rows.next());
      Load.check(value, rows.getString(1));
      Load.check(7, rows.getInt(2));
      Load.check(false, rows.next());
    }
  }

  private void prepared(Random random) throws SQLException {
    String value = Load.text(random, Load.size(random));
    try (PreparedStatement delete = connection.prepareStatement("delete from " + table);
        PreparedStatement insert =
            connection.prepareStatement("insert into " + table + " values (?, ?)");
        PreparedStatement select =
            connection.prepareStatement("select value, id from " + table + " where id = ?")) {
      delete.executeUpdate();
      insert.setInt(1, 5);
      insert.setString(2, value);
      Load.check(1, insert.executeUpdate());
      for (int i = 0; i < 3; i++) {
        select.setInt(1, 5);
        try (ResultSet rows = select.executeQuery()) {
          Load.check(true, rows.next());
          Load.check(value, rows.getString(1));
          Load.check(false, rows.next());
        }
        select.setInt(1, 6);
        try (ResultSet rows = select.executeQuery()) {
          Load.check(false, rows.next());
        }
      }
    }
  }

  private void transaction(Random random) throws Exception {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("delete from " + table);
      Load.pause(random);
      Load.check(1, statement.executeUpdate("insert into " + table + " values (1, 'x')"));
      Load.pause(random);
      if (random.nextBoolean()) {
        connection.commit();
      } else {
        connection.rollback();
      }
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void batch(Random random) throws Exception {
    try (PreparedStatement delete = connection.prepareStatement("delete from " + table);
        PreparedStatement insert =
            connection.prepareStatement("insert into " + table + " values (?, ?)")) {
      delete.executeUpdate();
      for (int i = 0; i < 100; i++) {
        insert.setInt(1, i);
        insert.setString(2, "v" + i);
        insert.addBatch();
      }
      Load.check(100, insert.executeBatch().length);
    }
    Load.pause(random);
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select id, value from " + table + " order by id")) {
      for (int i = 0; i < 100; i++) {
        Load.check(true, rows.next());
        Load.check(i, rows.getInt(1));
        Load.check("v" + i, rows.getString(2));
      }
      Load.check(false, rows.next());
    }
  }

  /** Rows that are fetched some at a time, with pauses within the result. */
  private void cursor(Random random) throws Exception {
    batch(random);
    connection.setAutoCommit(false);
    try (PreparedStatement statement =
        connection.prepareStatement("select id from " + table + " where id >= ? order by id")) {
      statement.setInt(1, 0);
      statement.setFetchSize(7);
      try (ResultSet rows = statement.executeQuery()) {
        for (int i = 0; i < 100; i++) {
          Load.check(true, rows.next());
          Load.check(i, rows.getInt(1));
          if (i % 20 == 0) {
            Load.pause(random);
          }
        }
        Load.check(false, rows.next());
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void error() {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("select nothing from nowhere");
      throw new AssertionError("no error");
    } catch (SQLException expected) {
      Load.check(postgres ? "42P01" : "42S02", expected.getSQLState());
    }
    try (PreparedStatement statement = connection.prepareStatement("select ? from nowhere")) {
      statement.setInt(1, 1);
      statement.executeQuery();
      throw new AssertionError("no error");
    } catch (SQLException expected) {
      Load.check(postgres ? "42P01" : "42S02", expected.getSQLState());
    }
  }

  private void copy(Random random) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      rows.append(i).append('\t').append(Load.text(random, 30)).append('\n');
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("delete from " + table);
    }
    CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
    Load.check(500L, copies.copyIn("copy " + table + " from stdin", new StringReader("" + rows)));
    Load.pause(random);
    StringWriter out = new StringWriter();
    Load.check(
        500L, copies.copyOut("copy (select * from " + table + " order by id) to stdout", out));
    Load.check("" + rows, "" + out);
  }

  /** What the server says unasked must come through, between heartbeats. */
  private void notification(Random random) throws Exception {
    PGConnection pg = connection.unwrap(PGConnection.class);
    String said = Load.text(random, 12);
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + table);
      pg.getNotifications();
      Load.pause(random);
      statement.execute("notify " + table + ", '" + said + "'");
      Load.pause(random);
    }
    PGNotification[] heard = pg.getNotifications(20_000);
    Load.check(1, heard.length);
    Load.check(said, heard[0].getParameter());
    Load.pause(random);
    heard = pg.getNotifications();
    Load.check(0, heard == null ? 0 : heard.length);
    try (Statement statement = connection.createStatement()) {
      statement.execute("unlisten *");
    }
  }

  /** Several results of one command, and a file that the server asks for. */
  private void multiple() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Load.check(true, statement.execute("select 1; select 2 from dual; do 3; select 4"));
      int sum = 0;
      while (true) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows != null && rows.next()) {
            sum += rows.getInt(1);
          }
        }
        if (!statement.getMoreResults() && statement.getUpdateCount() < 0) {
          break;
        }
      }
      Load.check(7, sum);
    }
    try (PreparedStatement statement = connection.prepareStatement("select length(?)")) {
      byte[] bytes = "a stream".getBytes(StandardCharsets.US_ASCII);
      statement.setBinaryStream(1, new ByteArrayInputStream(bytes));
      try (ResultSet rows = statement.executeQuery()) {
        Load.check(true, rows.next());
        Load.check(bytes.length, rows.getInt(1));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
