package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.agent.connections.ConnectionFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Thousands of options and filters that are nearly right: each is taken, or refused in one line
 * that can be printed; nothing is thrown that nobody meant, and nothing takes long.
 */
class RandomOptionsTest {
  private static final int RUNS = 20_000;
  private static final String[] VALUES = {
    "30s", "off", "on", "auto", "10-20%", "5", "enforce", "10.0.0.0/8:1-9+[::1]:5", "a*.b?",
        "client",
    "\\x00\\r\\n", "", "-1", "99999999999999999999", "1h30m", "\u00e9\u202e", "a,b", "=", "drain",
        "redis"
  };

  @Test
  void options_are_taken_or_refused_in_a_line() {
    List<String> keys = new ArrayList<>(List.of("", "rule.", "rule.a", "rule.a.", "x", "a=b"));
    for (Option option : Option.values()) {
      // A file would be looked for.
      if (option != Option.CONFIG) {
        keys.add(option.key());
        keys.add("rule.a." + option.key());
      }
    }
    long begin = System.nanoTime();
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(4); i >= 0; i--) {
        text.append(keys.get(random.nextInt(keys.size()))).append('=');
        text.append(VALUES[random.nextInt(VALUES.length)]).append(i == 0 ? "" : ",");
      }
      String options = mutated(text.toString(), random);
      Reading reading = OptionSources.read(options);
      assertNotNull(reading.settings(), options);
      for (String problem : reading.problems()) {
        assertFalse(problem.isBlank(), options);
        assertFalse(problem.contains("Exception"), () -> options + ": " + problem);
      }
    }
    assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 60);
  }

  @Test
  void filters_are_taken_or_refused_in_a_line() {
    String[] words = {
      "peer", "role", "verdict", "op", "idle.min", "blocked.min", "rule", "id", "after"
    };
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(4); i >= 0; i--) {
        text.append(words[random.nextInt(words.length)]).append('=');
        text.append(VALUES[random.nextInt(VALUES.length)]).append(' ');
      }
      String filter = mutated(text.toString(), random);
      try {
        ConnectionFilter.parse(filter);
      } catch (IllegalArgumentException refused) {
        assertTrue(refused.getMessage().contains(" "), filter);
        assertFalse(refused.getMessage().contains("Exception"), filter);
      }
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = random.nextInt(3); i > 0 && changed.length() > 0; i--) {
      int at = random.nextInt(changed.length());
      if (random.nextBoolean()) {
        changed.setCharAt(at, (char) random.nextInt(300));
      } else {
        changed.deleteCharAt(at);
      }
    }
    return changed.toString();
  }
}
