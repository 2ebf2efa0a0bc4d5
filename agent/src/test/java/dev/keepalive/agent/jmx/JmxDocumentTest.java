package dev.keepalive.agent.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps the names in docs/jmx.md equal to those of the MXBeans. */
class JmxDocumentTest {
  private static final Pattern NAME = Pattern.compile("`([A-Za-z]+)(?:\\(([^)]*)\\))?`");
  private static final String AGENT = "## `dev.keepalive:type=Agent`";
  private static final String CONNECTIONS = "## `dev.keepalive:type=Connections`";
  private static final String ROW = "### A connection";
  private static final String AFTER_ROW = "### Verdicts";
  private static String document;

  @BeforeAll
  static void read() throws IOException {
    document = Files.readString(Path.of("..", "docs", "jmx.md"));
  }

  @Test
  void theAgentsAttributesAndOperations() {
    assertEquals(members(AgentMXBean.class), firstCells(section(AGENT, CONNECTIONS)));
  }

  @Test
  void theAttributesAndOperationsOfConnections() {
    assertEquals(members(ConnectionsMXBean.class), firstCells(section(CONNECTIONS, ROW)));
  }

  @Test
  void theKeysOfARow() {
    assertEquals(keys(ConnectionRow.class), firstCells(section(ROW, AFTER_ROW)));
  }

  @Test
  void theKeysOfAPeer() {
    List<String> peers =
        section(CONNECTIONS, ROW).lines().filter(l -> l.contains("`Peers`")).toList();
    assertEquals(1, peers.size());
    String keys = peers.get(0).substring(peers.get(0).indexOf("Each row:"));
    assertEquals(keys(PeerRow.class), names(keys));
  }

  private static String section(String from, String to) {
    int begin = document.indexOf(from + "\n");
    int end = document.indexOf(to + "\n");
    assertEquals(true, begin >= 0 && end > begin, from + " before " + to);
    return document.substring(begin + from.length(), end);
  }

  /** The names in the first column of all tables. */
  private static Set<String> firstCells(String section) {
    Set<String> names = new TreeSet<>();
    section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> names.addAll(names(line.substring(1, line.indexOf('|', 1)))));
    return names;
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    for (Matcher matcher = NAME.matcher(text); matcher.find(); ) {
      String parameters = matcher.group(2);
      names.add(matcher.group(1) + (parameters == null ? "" : "(" + parameters + ")"));
    }
    return names;
  }

  /** Attributes by name, operations with the names of their parameters. */
  private static Set<String> members(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Method method : type.getMethods()) {
      if (method.getName().startsWith("get")) {
        names.add(method.getName().substring(3));
      } else if (!method.getName().startsWith("set") || method.getParameterCount() != 1) {
        List<String> parameters = new ArrayList<>();
        for (var annotations : method.getParameterAnnotations()) {
          Stream.of(annotations)
              .filter(Described.class::isInstance)
              .forEach(described -> parameters.add(((Described) described).name()));
        }
        names.add(method.getName() + "(" + String.join(", ", parameters) + ")");
      }
    }
    return names;
  }

  private static Set<String> keys(Class<?> type) {
    Set<String> keys = new TreeSet<>();
    for (Method method : type.getDeclaredMethods()) {
      Matcher getter = Pattern.compile("(?:get|is)([A-Z])(\\w*)").matcher(method.getName());
      if (Modifier.isPublic(method.getModifiers()) && getter.matches()) {
        keys.add(getter.group(1).toLowerCase(java.util.Locale.ROOT) + getter.group(2));
      }
    }
    return keys;
  }
}
