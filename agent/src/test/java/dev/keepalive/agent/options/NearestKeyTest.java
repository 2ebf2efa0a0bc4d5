package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestKeyTest {
  @Test
  void distanceCountsEveryKindOfSlipOnce() {
    assertEquals(0, NearestKey.distance("idle", "idle"));
    assertEquals(1, NearestKey.distance("idle", "idel"), "exchanged");
    assertEquals(1, NearestKey.distance("idle", "ide"), "left out");
    assertEquals(1, NearestKey.distance("idle", "iddle"), "put in");
    assertEquals(1, NearestKey.distance("idle", "idla"), "changed");
    assertEquals(4, NearestKey.distance("", "idle"));
    assertEquals(3, NearestKey.distance("kitten", "sitting"));
  }

  @Test
  void everyKeyIsFoundWithOneSlip() {
    for (Option option : Option.values()) {
      String key = option.key();
      assertEquals(key, NearestKey.to(key.substring(0, key.length() - 1)), "last letter left out");
      assertEquals(key, NearestKey.to(key.substring(1)), "first letter left out");
      assertEquals(key, NearestKey.to(key + "x"), "a letter too many");
    }
  }

  @Test
  void anotherWordGivesNothing() {
    for (String typed : List.of("", "foo", "colour", "proxy.host", "rule.10-pg.peer", "---")) {
      assertNull(NearestKey.to(typed), typed);
    }
  }

  @Test
  void theLastPartIsEnough() {
    assertEquals("keepalive.idle", NearestKey.to("idle"));
    assertEquals("log.format", NearestKey.to("format"));
    assertEquals("user-timeout", NearestKey.to("timeout"));
  }
}
