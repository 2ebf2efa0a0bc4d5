package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Row;
import java.util.Arrays;
import java.util.List;

/** Connections as a table. */
final class ConnectionTable {
  private static final String RED = "31";
  private static final String YELLOW = "33";
  private static final String GREY = "90";

  private static final String[] HEADS = {
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
    "RULE"
  };

  private ConnectionTable() {}

  /** As {@code list} shows them. */
  static TextTable of(List<Row> rows) {
    return filled(new TextTable(HEADS), rows);
  }

  /** As {@code watch} shows them: as much as there is room for. */
  static TextTable withThreads(List<Row> rows) {
    String[] heads = Arrays.copyOf(HEADS, HEADS.length + 1);
    heads[HEADS.length] = "THREAD";
    return filled(
        new TextTable(heads).without("THREAD", "RULE", "LOCAL", "RECV-Q", "AGE", "SEND-Q"), rows);
  }

  private static TextTable filled(TextTable table, List<Row> rows) {
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
          Human.printable(row.get("rule")),
          Human.printable(row.get("thread")));
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
