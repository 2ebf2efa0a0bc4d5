package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleNameTest {
  @Test
  void numbersCompareAsNumbers() {
    List<String> sorted =
        List.of(
            "-",
            "0",
            "001",
            "01",
            "1",
            "2-x",
            "2-x-2",
            "2-x-10",
            "9",
            "10",
            "10-y",
            "10-z",
            "10a",
            "100000000000000000000",
            "100000000000000000001",
            "a",
            "a-b",
            "a2",
            "a10",
            "ab",
            "b");
    List<String> shuffled = new ArrayList<>(sorted);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(RuleName.NATURAL);
      assertEquals(sorted, shuffled, "seed " + seed);
    }
  }

  @Test
  void lettersDigitsAndHyphens() {
    for (String name : List.of("10-pg", "a", "-", "0")) {
      assertTrue(RuleName.isValid(name), name);
    }
    for (String name : List.of("", "A", "a_b", "a b", "ä", "\u0661")) {
      assertFalse(RuleName.isValid(name), name);
    }
  }
}
