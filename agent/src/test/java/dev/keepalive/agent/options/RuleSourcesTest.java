package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules out of several sources, from the file, and made at run time. */
class RuleSourcesTest {
  @TempDir Path directory;

  @Test
  void eachValueOfARuleComesFromItsStrongestSource() throws Exception {
    Path file =
        write(
            "rule.x.peer=pg\nrule.x.read.timeout=1s\nrule.x.write.timeout=1s\n"
                + "rule.x.idle.timeout=1s\nrule.x.lifetime=1h");
    Reading reading =
        OptionSources.read(
            "rule.x.read.timeout=4s,config=" + file,
            "rule.x.read.timeout=3s,rule.x.write.timeout=3s",
            "rule.x.idle.timeout=2s");
    assertEquals(List.of(), reading.problems());
    Settings settings = reading.settings();
    assertEquals("pg (file)", settings.described("rule.x.peer"));
    assertEquals("4s (arguments)", settings.described("rule.x.read.timeout"));
    assertEquals("3s (system property)", settings.described("rule.x.write.timeout"));
    assertEquals("2s (environment)", settings.described("rule.x.idle.timeout"));
    assertEquals("1h (file)", settings.described("rule.x.lifetime"));
    assertEquals("none", settings.described("rule.x.dead.timeout"));
    assertEquals(4_000, policy(settings, "pg").readTimeoutMillis);
    assertEquals(3_000, policy(settings, "pg").writeTimeoutMillis);
    assertEquals(
        List.of(
            "rule.x.read.timeout=1s [" + file + "] is masked by 4s [arguments]",
            "rule.x.read.timeout=3s [-Dkeepalive-agent.options] is masked by 4s [arguments]",
            "rule.x.write.timeout=1s [" + file + "] is masked by 3s [-Dkeepalive-agent.options]",
            "rule.x.idle.timeout=1s [" + file + "] is masked by 2s [KEEPALIVE_AGENT_OPTIONS]"),
        reading.notes());
  }

  @Test
  void ofARulesModesTheMostRestrictiveWins() {
    Settings settings =
        OptionSources.read("rule.x.peer=pg,rule.x.mode=enforce", null, "rule.x.mode=observe")
            .settings();
    assertEquals("observe (environment)", settings.described("rule.x.mode"));
    assertRefused(
        "rule.x.mode=protect would have no effect: the most restrictive source wins, and observe"
            + " is set [KEEPALIVE_AGENT_OPTIONS]",
        settings,
        "rule.x.mode",
        "protect");
    assertEquals(Mode.OFF, policy(settings.with("rule.x.mode", "off"), "pg").mode);
  }

  @Test
  void theSummaryNamesTheRules() {
    Settings settings =
        OptionSources.read(
                "log=warn,rule.b.peer=x,rule.b.mode=off,rule.a.role=client," + "rule.a.mode=off",
                null,
                null)
            .settings();
    assertEquals("log=warn (arguments), 2 rules (a, b)", settings.summary());
  }

  @Test
  void aBadRuleNamesItsLine() throws Exception {
    Path file = write("# pg\nrule.x.mode=off\nrule.y.peer=a\n\nrule.z.pear=a\nrule.z.mode=off");
    assertEquals(
        List.of(
            "unknown option 'rule.z.pear' (did you mean 'rule.z.peer'?) [" + file + " line 5]",
            "rule.x has no peer, role or local-port [" + file + " line 2]",
            "rule.y has no option: it only says for which connections [" + file + " line 3]"),
        OptionSources.read("config=" + file, null, null).problems());
  }

  @Test
  void aCommaAfterARulesValueStartsTheNext() {
    assertEquals(
        List.of("unknown option 'Jmx' (did you mean 'jmx'?) [arguments]"),
        OptionSources.read("rule.x.peer=a,rule.x.mode=off,Jmx=on", null, null).problems());
  }

  @Test
  void theFileBringsChangesAndTakesRules() throws Exception {
    Path path = write("rule.x.peer=pg\nrule.x.read.timeout=1s");
    Reading start = OptionSources.read("config=" + path, null, null);

    write("rule.x.peer=pg\nrule.x.read.timeout=2s\nrule.y.role=server\nrule.y.mode=observe");
    Reading second = start.file().changed(start.settings());
    assertEquals(
        List.of(
            "config file " + path + " was read again",
            "rule.x.read.timeout=2s, was 1s",
            "rule.y.mode=observe, was none",
            "rule.y.role=server, was none"),
        second.notes());
    assertEquals(2_000, policy(second.settings(), "pg").readTimeoutMillis);

    write("# no rules");
    Reading third = start.file().changed(second.settings());
    assertEquals(
        "rule.x.read.timeout was taken out, was 2s", third.notes().get(1), "" + third.notes());
    assertSame(third.settings().general(), policy(third.settings(), "pg"));
  }

  @Test
  void aFileWithABadRuleIsNotApplied() throws Exception {
    Path path = write("rule.x.peer=pg\nrule.x.read.timeout=1s");
    Reading start = OptionSources.read("config=" + path, null, null);
    write("keepalive.idle=5s\nrule.x.read.timeout=1s");
    Reading bad = start.file().changed(start.settings());
    assertEquals(
        List.of("rule.x has no peer, role or local-port [" + path + " line 2]"), bad.problems());
    assertSame(start.settings(), bad.settings());
  }

  @Test
  void manyChangesAreNotAllTold() throws Exception {
    Path path = write("# none");
    Reading start = OptionSources.read("config=" + path, null, null);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("rule.").append(i).append(".peer=pg-").append(i).append('\n');
      text.append("rule.").append(i).append(".mode=off\n");
    }
    write(text.toString());
    List<String> notes = start.file().changed(start.settings()).notes();
    assertEquals(22, notes.size());
    assertEquals("and 380 more changes", notes.get(21));
  }

  @Test
  void aRuleIsMadeAndUnmadeAtRunTime() {
    Settings none = OptionSources.read("", null, null).settings();
    assertRefused(
        "rule.x has no peer, role or local-port: set one of them first",
        none,
        "rule.x.read.timeout",
        "5s");
    Settings pending = none.with("rule.x.peer", "pg");
    assertSame(pending.general(), policy(pending, "pg"), "no effect yet");
    Settings made = pending.with("rule.x.read.timeout", "5s");
    assertEquals(5_000, policy(made, "pg").readTimeoutMillis);
    assertEquals("5s (run time)", made.described("rule.x.read.timeout"));
    assertNull(policy(none, "pg").rule, "the old settings are what they were");

    assertRefused(
        "rule.x would have no peer, role or local-port: take its options back first",
        made,
        "rule.x.peer",
        "");
    Settings unmade = made.with("rule.x.read.timeout", "").with("rule.x.peer", null);
    assertEquals(none.described(), unmade.described());
    assertRefused(
        "rule.x.peer was not set at run time: nothing to take back", unmade, "rule.x.peer", "");
  }

  @Test
  void aPendingRuleHidesNoOther() {
    Settings settings = OptionSources.read("rule.b.peer=pg,rule.b.mode=off", null, null).settings();
    assertEquals("b", policy(settings.with("rule.a.peer", "pg"), "pg").rule);
  }

  @Test
  void runTimeOverridesAWrittenRuleAndIsTakenBack() {
    Settings written =
        OptionSources.read("rule.x.peer=pg,rule.x.read.timeout=5s", null, null).settings();
    Settings changed = written.with("rule.x.read.timeout", "off").with("rule.x.peer", "redis");
    assertEquals(0, policy(changed, "redis").readTimeoutMillis);
    assertEquals("x", policy(changed, "redis").rule);
    assertNull(policy(changed, "pg").rule);
    Settings back = changed.with("rule.x.peer", "").with("rule.x.read.timeout", "");
    assertEquals(5_000, policy(back, "pg").readTimeoutMillis);
    assertEquals(written.described(), back.described());
  }

  @Test
  void aRunTimeValueOutlivesItsRuleWithoutEffect() throws Exception {
    Path path = write("rule.x.peer=pg\nrule.x.read.timeout=1s");
    Reading start = OptionSources.read("config=" + path, null, null);
    Settings changed =
        start.settings().with("rule.x.read.timeout", "9s").with("rule.x.write.timeout", "9s");
    write("# the rule is gone");
    Settings gone = start.file().changed(changed).settings();
    assertSame(gone.general(), policy(gone, "pg"));
    Settings cleared = gone.with("rule.x.read.timeout", "").with("rule.x.write.timeout", "");
    assertEquals("none", cleared.described("rule.x.read.timeout"));
    write("rule.x.peer=redis\nrule.x.mode=protect");
    assertEquals(9_000, policy(start.file().changed(gone).settings(), "redis").readTimeoutMillis);
  }

  @Test
  void aBadChangeOfARuleIsRefused() {
    Settings settings =
        OptionSources.read("rule.x.role=server,rule.x.mode=off", null, null).settings();
    assertRefused(
        "unknown option 'rule.x.read.timout' (did you mean 'rule.x.read.timeout'?)",
        settings,
        "rule.x.read.timout",
        "5s");
    assertRefused("rule.x.role=both: must be client or server", settings, "rule.x.role", "both");
    assertRefused(
        "rule.x.connect.timeout is for client connections; the rule has role=server",
        settings,
        "rule.x.connect.timeout",
        "5s");
    assertRefused(
        "'rule.x.log': log cannot stand in a rule, it concerns the whole JVM",
        settings,
        "rule.x.log",
        "off");
  }

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("options"), text);
  }

  private static Policy policy(Settings settings, String peer) {
    return settings.policyFor(true, InetSocketAddress.createUnresolved(peer, 5432), 0);
  }

  private static void assertRefused(String message, Settings settings, String key, String value) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> settings.with(key, value)).getMessage());
  }
}
