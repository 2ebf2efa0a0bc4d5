package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DurationTest {
  private static final Duration ANY = Duration.from(0, Long.MAX_VALUE);

  @Test
  void units() {
    assertEquals(500, millis("500ms"));
    assertEquals(30_000, millis("30s"));
    assertEquals(300_000, millis("5m"));
    assertEquals(7_200_000, millis("2h"));
    assertEquals(0, millis("0s"));
    assertEquals(7_000, millis("007s"));
  }

  @Test
  void overflowIsTooLongAndNotNegative() {
    assertEquals(Long.MAX_VALUE, millis("9223372036854775807ms"));
    for (String text : List.of("9223372036854775808s", "2562047788016h", "99999999999999999999s")) {
      assertEquals("too long", reason(ANY, text), text);
    }
  }

  @Test
  void whatIsNoDuration() {
    for (String text : List.of("s", "-1s", "+1s", "abc", " 1s", "\u0661s", "off", "auto", ".5s")) {
      assertEquals("not a duration", reason(ANY, text), text);
    }
    for (String text : List.of("1 s", "1S", "1sec", "1.5s", "1s30", "1,5s", "1µs")) {
      assertEquals("the units are ms, s, m and h", reason(ANY, text), text);
    }
    assertEquals("no unit", reason(ANY, "30"));
    assertEquals("no unit", reason(ANY, "0"));
  }

  @Test
  void rangeIncludesBothEnds() {
    Duration range = Duration.from(1_000, 60_000);
    assertEquals(1_000, range.read("1s").number);
    assertEquals(60_000, range.read("1m").number);
    assertEquals("too short", reason(range, "999ms"));
    assertEquals("too long", reason(range, "60001ms"));
  }

  @Test
  void wholeSeconds() {
    Duration seconds = Duration.from(1_000, 60_000).inWholeSeconds();
    assertEquals(2_000, seconds.read("2000ms").number);
    assertEquals("the kernel counts whole seconds here", reason(seconds, "1500ms"));
  }

  @Test
  void wordsInsteadOfADuration() {
    assertEquals(Value.OFF, ANY.orOff().read("off").number);
    assertEquals(Value.AUTO, ANY.orOff().orAuto().read("auto").number);
    assertEquals("not a duration", reason(ANY.orOff(), "auto"));
  }

  @Test
  void acceptedReadsWell() {
    Duration duration = Duration.from(1_500, 7_200_000);
    assertEquals("a duration from 1500ms to 2h, such as 30s", duration.accepted());
    assertEquals(
        "off, auto or a duration from 1500ms to 2h, such as 30s",
        duration.orAuto().orOff().accepted());
    assertEquals("off or a duration from 1500ms to 2h, such as 30s", duration.orOff().accepted());
  }

  private static long millis(String text) {
    return ANY.read(text).number;
  }

  private static String reason(Duration duration, String text) {
    return assertThrows(IllegalArgumentException.class, () -> duration.read(text), text)
        .getMessage();
  }
}
