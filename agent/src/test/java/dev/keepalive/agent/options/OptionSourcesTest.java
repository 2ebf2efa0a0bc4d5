package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionSourcesTest {
  @TempDir Path directory;

  @Test
  void nothingGivesTheDefaults() {
    for (String text : new String[] {null, "", " ", ",", "\n"}) {
      Reading reading = OptionSources.read(text, text, text);
      assertEquals(List.of(), reading.problems());
      assertEquals(List.of(), reading.warnings());
      assertEquals(List.of(), reading.notes());
      assertEquals("defaults", reading.settings().summary());
      assertFalse(reading.exitOnError());
      assertNull(reading.file());
    }
  }

  @Test
  void argumentsOverPropertyOverEnvironmentOverFile() throws Exception {
    Path file = directory.resolve("options");
    Files.writeString(file, "keepalive.count=1\nlog=error\njmx=off\nkeepalive.idle=11s\n");
    Reading reading =
        OptionSources.read(
            "keepalive.count=4",
            "keepalive.count=3,log=debug",
            "keepalive.count=2,log=warn,jmx=eager,config=" + file);
    Settings settings = reading.settings();
    assertEquals(List.of(), reading.problems());
    assertValue(settings, Option.KEEPALIVE_COUNT, "4", Origin.ARGUMENTS);
    assertValue(settings, Option.LOG, "debug", Origin.SYSTEM_PROPERTY);
    assertValue(settings, Option.JMX, "eager", Origin.ENVIRONMENT);
    assertValue(settings, Option.KEEPALIVE_IDLE, "11s", Origin.FILE);
    assertValue(settings, Option.KEEPALIVE_INTERVAL, "10s", Origin.DEFAULT);
  }

  @Test
  void aMaskedValueIsSaidOnce() throws Exception {
    Path file = directory.resolve("options");
    Files.writeString(file, "keepalive.idle=11s");
    Reading reading =
        OptionSources.read(
            "keepalive.idle=44s,config=" + file,
            "keepalive.idle=33s",
            "keepalive.idle=22s,jmx=off");
    assertEquals(
        List.of(
            "keepalive.idle=11s [" + file + "] is masked by 44s [arguments]",
            "keepalive.idle=22s [KEEPALIVE_AGENT_OPTIONS] is masked by 44s [arguments]",
            "keepalive.idle=33s [-Dkeepalive-agent.options] is masked by 44s [arguments]"),
        reading.notes());
  }

  @Test
  void theMostRestrictiveModeWinsWhereverItStands() throws Exception {
    String[] words = {"enforce", "protect", "observe", "off"};
    for (String arguments : words) {
      for (String property : words) {
        for (String variable : words) {
          Mode expected =
              Mode.values()[Math.max(place(arguments), Math.max(place(property), place(variable)))];
          Reading reading =
              OptionSources.read("mode=" + arguments, "mode=" + property, "mode=" + variable);
          assertEquals(expected, reading.settings().mode());
        }
      }
    }
  }

  @Test
  void offInTheFileIsAKillSwitchAndSaysSo() throws Exception {
    Path file = directory.resolve("options");
    Files.writeString(file, "mode=off");
    Reading reading = OptionSources.read("mode=enforce,config=" + file, null, null);
    assertValue(reading.settings(), Option.MODE, "off", Origin.FILE);
    assertEquals(
        List.of(
            "mode=enforce [arguments] is masked by off [" + file + "]: the most restrictive wins"),
        reading.notes());
  }

  @Test
  void ofEqualModesTheHigherSourceIsTheOrigin() {
    Settings settings = OptionSources.read("mode=observe", "mode=observe", null).settings();
    assertValue(settings, Option.MODE, "observe", Origin.ARGUMENTS);
  }

  @Test
  void configWorksInEverySource() throws Exception {
    Path file = directory.resolve("options");
    Files.writeString(file, "keepalive.count=9");
    String config = "config=" + file;
    for (Reading reading :
        List.of(
            OptionSources.read(config, null, null),
            OptionSources.read(null, config, null),
            OptionSources.read(null, null, config))) {
      assertEquals(9, reading.settings().general().keepaliveCount);
      assertEquals(file.toString(), reading.file().path());
    }
  }

  @Test
  void anOptionOfManyLinesInTheEnvironment() {
    Reading reading =
        OptionSources.read(null, null, "mode=observe,\n  keepalive.idle=45s\n# said by ops\n");
    assertEquals(List.of(), reading.problems());
    assertEquals(
        "mode=observe (environment), keepalive.idle=45s (environment)",
        reading.settings().summary());
  }

  @Test
  void withAProblemAnywhereOnlyHowToTellItIsHonoured() {
    Reading reading =
        OptionSources.read("mode=off,log=debug,oops=1", "log.format=json,keepalive.idle=5s", null);
    assertEquals(List.of("unknown option 'oops' [arguments]"), reading.problems());
    assertEquals(
        "log=debug (arguments), log.format=json (system property)", reading.settings().summary());
    assertEquals(Mode.ENFORCE, reading.settings().mode());
  }

  @Test
  void onErrorIsKnownWhateverElseIsBad() throws Exception {
    assertTrue(OptionSources.read("oops=1,on-error=exit", null, null).exitOnError());
    assertTrue(OptionSources.read("oops=1", null, "on-error=exit").exitOnError());
    assertFalse(OptionSources.read("on-error=run,x=1", null, "on-error=exit").exitOnError());
    assertFalse(OptionSources.read("on-error=exti", null, null).exitOnError());

    Path file = directory.resolve("options");
    Files.writeString(file, "oops=1\non-error=exit");
    assertTrue(OptionSources.read("config=" + file, null, null).exitOnError());
  }

  private static void assertValue(Settings settings, Option option, String text, Origin origin) {
    assertEquals(text, settings.text(option));
    assertEquals(origin, settings.origin(option));
  }

  private static int place(String mode) {
    return List.of("enforce", "protect", "observe", "off").indexOf(mode);
  }
}
