package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Settings defaults = OptionSources.read("", null, null).settings();

  @Test
  void theDefaultsAreThoseOfTheContract() {
    Policy policy = defaults.general();
    assertEquals(Mode.ENFORCE, policy.mode);
    assertTrue(policy.keepalive);
    assertEquals(30, policy.keepaliveIdleSeconds);
    assertEquals(10, policy.keepaliveIntervalSeconds);
    assertEquals(3, policy.keepaliveCount);
    assertEquals(-1, policy.userTimeoutMillis);
    assertEquals(60_000, policy.detectionMillis());
    assertEquals(60_000, policy.deadTimeoutMillis);
    assertEquals(30_000, policy.connectTimeoutMillis);
    assertEquals(0, policy.readTimeoutMillis);
    assertFalse(policy.readTimeoutByRule);
    assertEquals(0, policy.responseTimeoutMillis);
    assertEquals(0, policy.writeTimeoutMillis);
    assertFalse(policy.capDeadlines);
    assertEquals(0, policy.idleTimeoutMillis);
    assertEquals(0, policy.lifetimeMillis);
    assertEquals(10, policy.lifetimeJitterPercent);
    assertEquals(60_000, policy.closeWaitReportMillis);
    assertEquals(0, policy.closeWaitTimeoutMillis);
    assertEquals(60_000, policy.stallReportMillis);
    assertNull(policy.rule);
    assertEquals(500, defaults.count(Option.CLOSE_RATE));
    assertEquals(5_000, defaults.millis(Option.CLOSE_GRACE));
    assertEquals("sampled", defaults.text(Option.STACKS));
    assertEquals(1_000, defaults.millis(Option.WATCH_INTERVAL));
    assertEquals("info", defaults.text(Option.LOG));
    assertEquals("text", defaults.text(Option.LOG_FORMAT));
    assertEquals("on", defaults.text(Option.JMX));
    assertNull(defaults.text(Option.CONFIG));
  }

  @Test
  void valuesReachThePolicy() {
    Policy policy =
        read("keepalive=off,keepalive.idle=2m,keepalive.interval=7s,keepalive.count=5,"
                + "user-timeout=1500ms,mode=protect")
            .general();
    assertFalse(policy.keepalive);
    assertEquals(120, policy.keepaliveIdleSeconds);
    assertEquals(7, policy.keepaliveIntervalSeconds);
    assertEquals(5, policy.keepaliveCount);
    assertEquals(1500, policy.userTimeoutMillis);
    assertEquals(155_000, policy.detectionMillis());
    assertEquals(Mode.PROTECT, policy.mode);
    assertEquals(0, read("user-timeout=off").general().userTimeoutMillis);
    assertEquals(-1, read("user-timeout=auto").millis(Option.USER_TIMEOUT));
  }

  @Test
  void deadlinesReachThePolicy() {
    Policy policy =
        read("connect.timeout=1s,read.timeout=2s,response.timeout=3s,write.timeout=4s,"
                + "idle.timeout=5s,lifetime=8760h,lifetime.jitter=50%,close-wait.report=6s,"
                + "close-wait.timeout=7s,stall.report=8s,dead.timeout=9s,deadlines=cap")
            .general();
    assertEquals(1_000, policy.connectTimeoutMillis);
    assertEquals(2_000, policy.readTimeoutMillis);
    assertFalse(policy.readTimeoutByRule);
    assertEquals(3_000, policy.responseTimeoutMillis);
    assertEquals(4_000, policy.writeTimeoutMillis);
    assertEquals(5_000, policy.idleTimeoutMillis);
    assertEquals(365L * 24 * 3600 * 1000, policy.lifetimeMillis);
    assertEquals(50, policy.lifetimeJitterPercent);
    assertEquals(6_000, policy.closeWaitReportMillis);
    assertEquals(7_000, policy.closeWaitTimeoutMillis);
    assertEquals(8_000, policy.stallReportMillis);
    assertEquals(9_000, policy.deadTimeoutMillis);
    assertTrue(policy.capDeadlines);
    assertEquals(576 * 3600 * 1000, read("read.timeout=576h").general().readTimeoutMillis);
  }

  @Test
  void whatCanBeOffIsZero() {
    Policy policy =
        read("connect.timeout=off,dead.timeout=off,close-wait.report=off,stall.report=off,"
                + "lifetime.jitter=0%")
            .general();
    assertEquals(0, policy.connectTimeoutMillis);
    assertEquals(0, policy.deadTimeoutMillis);
    assertEquals(0, policy.closeWaitReportMillis);
    assertEquals(0, policy.stallReportMillis);
    assertEquals(0, policy.lifetimeJitterPercent);
  }

  @Test
  void deadTimeoutFollowsKeepalive() {
    assertEquals(
        8_000, read("keepalive.idle=5s,keepalive.interval=1s").general().deadTimeoutMillis);
  }

  @Test
  void theLongestDetectionDoesNotOverflow() {
    Policy longest =
        read("keepalive.idle=32767s,keepalive.interval=32767s,keepalive.count=127").general();
    assertEquals(Integer.MAX_VALUE, longest.detectionMillis());
  }

  @Test
  void modesSayWhatTheyDo() {
    assertTrue(Mode.ENFORCE.changesOptions() && Mode.ENFORCE.ends());
    assertTrue(Mode.PROTECT.changesOptions() && !Mode.PROTECT.ends());
    assertFalse(Mode.OBSERVE.changesOptions() || Mode.OBSERVE.ends());
    assertFalse(Mode.OFF.changesOptions() || Mode.OFF.ends());
  }

  @Test
  void whatIsOffIsNotOn() {
    assertTrue(defaults.on(Option.JMX));
    assertTrue(read("jmx=readonly").on(Option.JMX));
    assertFalse(read("jmx=off").on(Option.JMX));
    assertTrue(defaults.on(Option.USER_TIMEOUT));
    assertFalse(read("user-timeout=off").on(Option.USER_TIMEOUT));
  }

  @Test
  void describedTellsEveryValueAndItsOrigin() {
    Settings settings = read("keepalive.idle=45s").with("log", "warn");
    assertEquals(
        Option.values().length - 3, settings.described().size(), "without what is for rules");
    assertEquals("45s (arguments)", settings.described().get("keepalive.idle"));
    assertEquals("10s (default)", settings.described().get("keepalive.interval"));
    assertEquals("warn (run time)", settings.described().get("log"));
    assertEquals("none (default)", settings.described().get("config"));
    assertEquals("keepalive.idle=45s (arguments), log=warn (run time)", settings.summary());
  }

  @Test
  void aChangeAtRunTimeIsAboveAllAndLeavesTheOldSettingsAlone() {
    Settings before = read("keepalive.idle=45s");
    Settings after = before.with("keepalive.idle", " 50s ");
    assertEquals(45, before.general().keepaliveIdleSeconds);
    assertEquals(50, after.general().keepaliveIdleSeconds);
    assertEquals(Origin.RUN_TIME, after.origin(Option.KEEPALIVE_IDLE));
    assertEquals(51, after.with("keepalive.idle", "51s").general().keepaliveIdleSeconds);
  }

  @Test
  void aChangeCanBeTakenBack() {
    Settings before = read("keepalive.idle=45s");
    Settings changed = before.with("keepalive.idle", "50s").with("log", "debug");
    Settings after = changed.with("keepalive.idle", "").with("log", null);
    assertEquals(before.described(), after.described());
  }

  @Test
  void aPolicyThatStaysTheSameStaysTheSameObject() {
    Settings before = read("keepalive.idle=45s,rule.x.peer=a,rule.x.mode=observe");
    Settings after = before.with("log", "debug").with("keepalive.idle", "45s");
    assertSame(before.general(), after.general());
    InetSocketAddress a = InetSocketAddress.createUnresolved("a", 1);
    assertSame(before.policyFor(true, a, 0), after.policyFor(true, a, 0));
    Settings other = after.with("rule.x.mode", "off");
    assertSame(before.general(), other.general());
    assertNotSame(before.policyFor(true, a, 0), other.policyFor(true, a, 0));
  }

  @Test
  void aModeTakenBackGivesWayToWhatIsWritten() {
    Settings observe = read("mode=observe");
    assertEquals(Mode.OBSERVE, observe.with("mode", "off").with("mode", "").mode());
  }

  @Test
  void aBadChangeIsRefusedWithTheReason() {
    assertRefused(
        "unknown option 'keepalive.idel' (did you mean 'keepalive.idle'?)", "keepalive.idel", "5s");
    assertRefused(
        "keepalive.count=900: must be a whole number from 1 to 127", "keepalive.count", "900");
    assertRefused("keepalive was not set at run time: nothing to take back", "keepalive", null);
    assertRefused("jmx is read once, when the agent starts", "jmx", "off");
    assertRefused("config is read once, when the agent starts", "config", "/x");
  }

  @Test
  void modeAtRunTimeCanOnlyRestrictWhatOthersSay() {
    Settings observe = read("mode=observe");
    assertEquals(Mode.OFF, observe.with("mode", "off").mode());
    assertEquals(Mode.OBSERVE, observe.with("mode", "off").with("mode", "observe").mode());
    assertEquals(
        "mode=enforce would have no effect: the most restrictive source wins, and observe is set"
            + " [arguments]",
        assertThrows(
                IllegalArgumentException.class,
                () -> observe.with("mode", "off").with("mode", "enforce"))
            .getMessage());
    assertEquals(Mode.ENFORCE, defaults.with("mode", "off").with("mode", "enforce").mode());
  }

  private void assertRefused(String message, String key, String value) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> defaults.with(key, value)).getMessage());
  }

  private static Settings read(String arguments) {
    Reading reading = OptionSources.read(arguments, null, null);
    assertEquals(java.util.List.of(), reading.problems());
    return reading.settings();
  }
}
