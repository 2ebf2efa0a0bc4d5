package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Row;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Rows as a JSON array of objects, one a line; numbers are numbers. */
@SuppressForbidden("the command line has a JVM of its own")
final class Json {
  private Json() {}

  static void print(PrintStream out, List<Row> rows) {
    out.println("[");
    for (int i = 0; i < rows.size(); i++) {
      out.println("  " + object(rows.get(i)) + (i == rows.size() - 1 ? "" : ","));
    }
    out.println("]");
  }

  private static String object(Row row) {
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<String, String> entry : row.values().entrySet()) {
      text.append(text.length() == 1 ? "" : ", ");
      string(text, entry.getKey());
      text.append(": ");
      if (row.isNumber(entry.getKey())) {
        text.append(entry.getValue());
      } else {
        string(text, entry.getValue());
      }
    }
    return text.append('}').toString();
  }

  private static void string(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
