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
    int from = 0;
    while (from < line.length()) {
      int value = line.indexOf('\t', from) + 1;
      int end = line.indexOf('\t', value);
      end = end < 0 ? line.length() : end;
      row.add(line.substring(from, value - 1), line.substring(value, end));
      from = end + 1;
    }
    return row;
  }

  private void add(String name, String value) {
    if (name.endsWith(NUMBER)) {
      with(name.substring(0, name.length() - 1), Long.parseLong(value));
    } else {
      with(name, Lines.unescaped(value));
    }
  }
}
