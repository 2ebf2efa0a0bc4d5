package dev.keepalive.subjects.shutdown;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What applications do in their shutdown hooks. Each prints {@code HOOK} and what came of it. */
final class Hooks {
  private static final int SLEEP_MILLIS = 1500;

  private Hooks() {}

  /** The hook of a name, with the program's arguments. */
  static Thread named(String name, String[] args, Server server) throws SQLException {
    switch (name) {
      case "nothing":
        return hook(() -> "done");
      case "stop":
        return hook(() -> stop(server));
      case "sleep-then-stop":
        // It may have told a load balancer, and gives it time to act.
        return hook(
            () -> {
              Main.sleep(SLEEP_MILLIS);
              return stop(server);
            });
      case "sleep-then-nothing":
        return hook(
            () -> {
              Main.sleep(SLEEP_MILLIS);
              return "done";
            });
      case "hang":
        return hook(
            () -> {
              Thread.currentThread().join();
              return "never";
            });
      case "database":
        Connection connection = DriverManager.getConnection(args[3]);
        return hook(() -> farewell(connection));
      default:
        throw new IllegalArgumentException(name);
    }
  }

  private interface Work {
    String run() throws Exception;
  }

  private static Thread hook(Work work) {
    return new Thread(
        () -> {
          System.out.println("HOOK begins");
          String result;
          try {
            result = work.run();
          } catch (Exception e) {
            result = e.toString();
          }
          System.out.println("HOOK " + result);
        },
        "application's hook");
  }

  private static String stop(Server server) throws Exception {
    server.stop();
    return "stopped";
  }

  private static String farewell(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT 'farewell'")) {
      result.next();
      return result.getString(1);
    }
  }
}
