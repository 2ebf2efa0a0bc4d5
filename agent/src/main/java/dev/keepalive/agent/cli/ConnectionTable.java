package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Row;
import java.util.List;

/** Connections as a table. */
final class ConnectionTable {
  private static final String RED = "31";
  private static final String YELLOW = "33";
  private static final String GREY = "90";

  private ConnectionTable() {}

  static TextTable of(List<Row> rows) {
    TextTable table =
        new TextTable(
            ">ID",
            "VERDICT",
            "ROLE",
            ">RECV-Q",
            ">SEND-Q",
            "LOCAL",
            "PEER",
            ">IDLE",
            ">AGE",
            ">BLOCKED",
            "RULE");
    for (Row row : rows) {
      long blocked = row.number("blockedMillis");
      table.add(
          colour(row.get("verdict")),
          row.number("id") == 0 ? "-" : row.get("id"),
          row.get("verdict"),
          row.get("role"),
          queue(row.number("recvQ")),
          queue(row.number("sendQ")),
          row.get("local"),
          Human.printable(row.get("peer")),
          Human.duration(row.number("idleMillis")),
          Human.duration(row.number("ageMillis")),
          blocked == 0 ? "" : Human.duration(blocked) + " " + row.get("operation"),
          Human.printable(row.get("rule")));
    }
    return table;
  }

  private static String queue(long bytes) {
    return bytes < 0 ? "-" : Human.size(bytes);
  }

  private static String colour(String verdict) {
    switch (verdict) {
      case "DEAD":
      case "STALLED":
        return RED;
      case "PROBING":
      case "PEER_CLOSED":
        return YELLOW;
      case "IDLE":
        return GREY;
      default:
        return null;
    }
  }
}
