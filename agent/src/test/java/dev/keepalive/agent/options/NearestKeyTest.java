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
      boolean inRule = option.scope() == Scope.MATCH;
      assertEquals(key, NearestKey.to(key.substring(0, key.length() - 1), inRule), "last left out");
      assertEquals(key, NearestKey.to(key + "x", inRule), "a letter too many");
      if (option != Option.READ_TIMEOUT) { // of which ead.timeout is as near to dead.timeout
        assertEquals(key, NearestKey.to(key.substring(1), inRule), "first letter left out");
      }
    }
  }

  @Test
  void aRuleHasKeysOfItsOwn() {
    assertEquals("peer", NearestKey.to("pear", true));
    assertNull(NearestKey.to("pear", false));
    assertEquals("jmx", NearestKey.to("jxm", false));
    assertNull(NearestKey.to("jxm", true));
  }

  @Test
  void anotherWordGivesNothing() {
    for (String typed : List.of("", "foo", "colour", "proxy.host", "rule.10-pg.peer", "---")) {
      assertNull(NearestKey.to(typed, false), typed);
    }
  }

  @Test
  void theLastPartIsEnoughWhereOnlyOneHasIt() {
    assertEquals("keepalive.idle", NearestKey.to("idle", false));
    assertEquals("log.format", NearestKey.to("format", false));
    assertNull(NearestKey.to("timeout", false), "there are eight");
  }
}
