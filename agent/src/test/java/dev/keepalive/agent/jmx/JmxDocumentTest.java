package dev.keepalive.agent.jmx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/jmx.md names everything that a console shows. */
class JmxDocumentTest {
  @ParameterizedTest
  @ValueSource(
      classes = {AgentMXBean.class, ConnectionsMXBean.class, ConnectionRow.class, PeerRow.class})
  void every_attribute_and_operation_is_documented(Class<?> type) throws Exception {
    String document = Files.readString(Path.of("..", "docs", "jmx.md"));
    for (Method method : type.getDeclaredMethods()) {
      String name = method.getName();
      boolean getter = name.startsWith("get") || name.startsWith("is");
      if (!java.lang.reflect.Modifier.isPublic(method.getModifiers())
          || name.startsWith("set") && name.equals("setMode")) {
        continue;
      }
      String shown = getter ? name.substring(name.startsWith("is") ? 2 : 3) : name;
      String inRow = Character.toLowerCase(shown.charAt(0)) + shown.substring(1);
      assertTrue(
          document.contains("`" + shown + "`")
              || document.contains("`" + inRow + "`")
              || document.contains("`" + shown + "("),
          () -> type.getSimpleName() + "." + name);
    }
  }
}
