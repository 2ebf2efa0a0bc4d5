package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps the table in docs/options.md equal to {@link Option}. */
class OptionsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "options.md");
  private static final String BEGIN = "<!-- the table: made from the enum Option -->\n";
  private static final String END = "<!-- end of the table -->\n";

  /** {@code mvn -pl agent test -Dtest=OptionsDocumentTest -Ddocs.update=true} writes it anew. */
  @Test
  void theTableIsThatOfTheCode() throws Exception {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, "the marks are there");
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOCUMENT, document.substring(0, begin) + table() + document.substring(end));
    }
    String written = Files.readString(DOCUMENT);
    assertEquals(table(), written.substring(begin, written.indexOf(END)), "see the javadoc here");
  }

  @Test
  void theExamplesAreRight() throws Exception {
    String[] parts = Files.readString(DOCUMENT).split("```properties\n|```\n");
    assertTrue(parts.length > 6, "three examples and what is around them");
    for (int i = 1; i < parts.length; i += 2) {
      Reading reading = OptionSources.read(parts[i], null, null);
      assertEquals(List.of(), reading.problems(), parts[i]);
      assertFalse(reading.settings().summary().equals("defaults"), parts[i]);
    }
  }

  @Test
  void everyRowIsWhole() {
    Set<String> keys = new HashSet<>();
    for (Option option : Option.values()) {
      assertTrue(keys.add(option.key()), option + ": key of its own");
      assertTrue(option.key().matches("[a-z][a-z0-9.-]*"), option.key());
      assertEquals(option, Option.of(option.key()));
      assertFalse(option.accepted().contains("|"), option.key());
      assertFalse(option.help().isEmpty() || option.help().contains("\n"), option.key());
      assertFalse(option.accepted().isEmpty(), option.key());
    }
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder(
            "| key | default | accepted | scope | meaning |\n|---|---|---|---|---|\n");
    for (Option option : Option.values()) {
      String byDefault = option.defaultText();
      table
          .append("| `")
          .append(option.scope() == Scope.MATCH ? "rule.NAME." : "")
          .append(option.key())
          .append("` | ")
          .append(byDefault == null ? "" : "`" + byDefault + "`")
          .append(" | ")
          .append(option.accepted())
          .append(" | ")
          .append(scope(option.scope()))
          .append(" | ")
          .append(option.help())
          .append(" |\n");
    }
    return table.toString();
  }

  private static String scope(Scope scope) {
    switch (scope) {
      case RULE:
        return "connection";
      case MATCH:
        return "in a rule only";
      case PROCESS:
        return "JVM";
      default:
        return "JVM, at start";
    }
  }
}
