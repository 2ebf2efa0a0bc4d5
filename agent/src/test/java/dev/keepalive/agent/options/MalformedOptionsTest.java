package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MalformedOptionsTest {
  @TestFactory
  Stream<DynamicTest> eachIsToldInOneLine() {
    return MalformedOptions.table().entrySet().stream()
        .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> isToldInOneLine(row)));
  }

  private static void isToldInOneLine(Map.Entry<String, String> row) {
    Reading reading = OptionSources.read(row.getKey(), null, null);
    assertEquals(List.of(row.getValue()), reading.problems());
    assertEquals("defaults", reading.settings().summary(), "nothing is half applied");
  }

  @Test
  void allAreToldAtOnce() {
    String arguments = "mode=fast,keepalive.idel=30s,keepalive.count=0,jmx";
    List<String> expected = new ArrayList<>();
    for (String one : arguments.split(",")) {
      expected.addAll(OptionSources.read(one, null, null).problems());
    }
    assertEquals(4, expected.size());
    assertEquals(expected, OptionSources.read(arguments, null, null).problems());
  }

  @Test
  void eachSourceIsNamed() {
    Reading reading = OptionSources.read("a=1", "b=2", "c=3");
    assertEquals(
        List.of(
            "unknown option 'a' [arguments]",
            "unknown option 'b' [-Dkeepalive-agent.options]",
            "unknown option 'c' [KEEPALIVE_AGENT_OPTIONS]"),
        reading.problems());
  }

  @Test
  void aLongValueIsCut() {
    String line = OptionSources.read("mode=" + "x".repeat(5000), null, null).problems().get(0);
    assertTrue(line.length() < 200, line);
  }

  @Test
  void aLongKeyIsCutAndCostsNothing() {
    String line = OptionSources.read("x".repeat(100_000) + "=1", null, null).problems().get(0);
    assertTrue(line.length() < 200, line);
  }
}
