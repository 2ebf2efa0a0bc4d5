package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final boolean CLIENT = true;
  private static final boolean SERVER = false;

  @Test
  void theFirstInNaturalOrderWinsNotTheFirstWritten() {
    Settings settings =
        read(
            "rule.10-y.peer=*",
            "rule.10-y.read.timeout=10s",
            "rule.2-x.peer=pg*",
            "rule.2-x.read.timeout=2s",
            "rule.90-any.role=client",
            "rule.90-any.mode=off");
    assertRule("2-x", settings.policyFor(CLIENT, peer("pg-1", 5432), 0));
    assertRule("10-y", settings.policyFor(CLIENT, peer("redis", 6379), 0));
    assertEquals(2_000, settings.policyFor(CLIENT, peer("pg-1", 5432), 0).readTimeoutMillis);
  }

  @Test
  void whatNoRuleMatchesHasTheGeneralOptions() {
    Settings settings = read("rule.x.peer=pg", "rule.x.mode=off");
    assertSame(settings.general(), settings.policyFor(CLIENT, peer("redis", 1), 0));
    assertSame(settings.general(), settings.policyFor(CLIENT, null, 0));
    assertNull(settings.general().rule);
  }

  @Test
  void aRuleIsAThinLayerOverTheGeneralOptions() {
    Settings settings =
        read(
            "keepalive.idle=45s",
            "rule.x.peer=pg",
            "rule.x.read.timeout=5s",
            "rule.x.keepalive.interval=5s");
    Policy policy = settings.policyFor(CLIENT, peer("pg", 5432), 0);
    assertEquals(5_000, policy.readTimeoutMillis);
    assertEquals(45, policy.keepaliveIdleSeconds);
    assertEquals(3, policy.keepaliveCount);
    assertEquals(60_000, policy.deadTimeoutMillis, "auto, of the rule's own values");
    assertEquals(75_000, settings.general().deadTimeoutMillis);

    Policy later = settings.with("keepalive.idle", "20s").policyFor(CLIENT, peer("pg", 5432), 0);
    assertEquals(20, later.keepaliveIdleSeconds);
    assertEquals(5_000, later.readTimeoutMillis);
  }

  @Test
  void onlyARulesOwnReadTimeoutReplacesAnExplicitZero() {
    Settings settings =
        read(
            "read.timeout=9s",
            "rule.x.peer=pg",
            "rule.x.write.timeout=1s",
            "rule.y.peer=redis",
            "rule.y.read.timeout=9s");
    assertFalse(settings.policyFor(CLIENT, peer("pg", 1), 0).readTimeoutByRule);
    assertEquals(9_000, settings.policyFor(CLIENT, peer("pg", 1), 0).readTimeoutMillis);
    assertTrue(settings.policyFor(CLIENT, peer("redis", 1), 0).readTimeoutByRule);
  }

  @Test
  void allThatIsGivenMustMatch() {
    Settings settings =
        read(
            "rule.x.peer=10.0.0.0/8",
            "rule.x.role=server",
            "rule.x.local-port=8080+9000-9010",
            "rule.x.idle.timeout=5m");
    InetSocketAddress inside = new InetSocketAddress("10.1.2.3", 40000);
    assertRule("x", settings.policyFor(SERVER, inside, 8080));
    assertRule("x", settings.policyFor(SERVER, inside, 9000));
    assertRule("x", settings.policyFor(SERVER, inside, 9010));
    assertRule(null, settings.policyFor(SERVER, inside, 9011));
    assertRule(null, settings.policyFor(SERVER, inside, 0));
    assertRule(null, settings.policyFor(CLIENT, inside, 8080));
    assertRule(null, settings.policyFor(SERVER, new InetSocketAddress("11.1.2.3", 1), 8080));
    assertRule(null, settings.policyFor(SERVER, null, 8080));
  }

  @Test
  void withoutARoleBothMatch() {
    Settings settings = read("rule.x.peer=pg", "rule.x.mode=observe");
    assertRule("x", settings.policyFor(CLIENT, peer("pg", 1), 0));
    assertRule("x", settings.policyFor(SERVER, peer("pg", 1), 0));
    Settings clients = read("rule.x.role=client", "rule.x.mode=observe");
    assertRule("x", clients.policyFor(CLIENT, null, 0));
    assertRule(null, clients.policyFor(SERVER, null, 0));
  }

  @Test
  void oneObjectForOneRule() {
    Settings settings = read("rule.x.peer=pg*", "rule.x.mode=observe");
    assertSame(
        settings.policyFor(CLIENT, peer("pg-1", 1), 0),
        settings.policyFor(SERVER, peer("pg-2", 2), 3));
  }

  @Test
  void aRuleMayGoFurtherThanTheRestUnlessThatIsOff() {
    Settings settings = read("mode=observe", "rule.x.peer=pg", "rule.x.mode=enforce");
    assertEquals(Mode.OBSERVE, settings.mode());
    assertEquals(Mode.ENFORCE, settings.policyFor(CLIENT, peer("pg", 1), 0).mode);
    Settings killed = settings.with("mode", "off");
    assertEquals(Mode.OFF, killed.policyFor(CLIENT, peer("pg", 1), 0).mode);
    assertEquals(Mode.ENFORCE, killed.with("mode", "").policyFor(CLIENT, peer("pg", 1), 0).mode);

    Settings careful = read("rule.x.peer=pg", "rule.x.mode=off");
    assertEquals(Mode.ENFORCE, careful.mode());
    assertEquals(Mode.OFF, careful.policyFor(CLIENT, peer("pg", 1), 0).mode);
  }

  @Test
  void twoHundredRules() {
    String[] options = new String[400];
    for (int i = 0; i < 200; i++) {
      options[2 * i] = "rule." + i + ".peer=db-" + i + ".internal:5432+10.0." + i + ".0/24";
      options[2 * i + 1] = "rule." + i + ".read.timeout=" + (i + 1) + "s";
    }
    Settings settings = read(options);
    for (int i = 0; i < 200; i++) {
      Policy byName = settings.policyFor(CLIENT, peer("db-" + i + ".internal", 5432), 0);
      assertRule(String.valueOf(i), byName);
      assertEquals((i + 1) * 1000, byName.readTimeoutMillis);
      InetSocketAddress address = new InetSocketAddress("10.0." + i + ".9", 1);
      assertSame(byName, settings.policyFor(CLIENT, address, 0));
    }
    assertRule(null, settings.policyFor(CLIENT, peer("db-200.internal", 5432), 0));
    assertEquals("200 rules (0, 1, 2, 3, 4, 5, 6, 7, ...)", settings.summary());
  }

  private static void assertRule(String name, Policy policy) {
    assertEquals(name, policy.rule);
  }

  private static InetSocketAddress peer(String name, int port) {
    return InetSocketAddress.createUnresolved(name, port);
  }

  private static Settings read(String... options) {
    Reading reading = OptionSources.read(String.join(",", options), null, null);
    assertEquals(List.of(), reading.problems());
    return reading.settings();
  }
}
