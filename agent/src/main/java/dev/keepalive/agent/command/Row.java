package dev.keepalive.agent.command;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Named values in their order, one line of text each: what both sides of a command talk in. */
public final class Row {
  /** Ends the name of a number on its way. */
  private static final String NUMBER = "#";

  private final Map<String, String> values = new LinkedHashMap<String, String>();
  private final Set<String> numbers = new HashSet<String>();

  public Row with(String name, String value) {
    values.put(name, value == null ? "" : value);
    return this;
  }

  public Row with(String name, long value) {
    numbers.add(name);
    return with(name, Long.toString(value));
  }

  public boolean isNumber(String name) {
    return numbers.contains(name);
  }

  /** Empty if there is none. */
  public String get(String name) {
    String value = values.get(name);
    return value == null ? "" : value;
  }

  /** 0 if there is none. */
  public long number(String name) {
    String value = get(name);
    return value.isEmpty() ? 0 : Long.parseLong(value);
  }

  public Map<String, String> values() {
    return values;
  }

  /** One line. */
  String line() {
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      line.append(line.length() == 0 ? "" : "\t");
      line.append(entry.getKey())
          .append(isNumber(entry.getKey()) ? NUMBER : "")
          .append('\t')
          .append(Lines.escaped(entry.getValue()));
    }
    return line.toString();
  }

  static Row parse(String line) {
    Row row = new Row();
    String[] parts = line.split("\t", -1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      String name = parts[i];
      if (name.endsWith(NUMBER)) {
        row.with(name.substring(0, name.length() - 1), Long.parseLong(parts[i + 1]));
      } else {
        row.with(name, Lines.unescaped(parts[i + 1]));
      }
    }
    return row;
  }
}
