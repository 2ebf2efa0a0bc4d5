package dev.keepalive.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTest {
  private static final String TS = "\"ts\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void catchLines() throws Exception {
    Log.writeTo(new PrintStream(written, true, "US-ASCII"));
    Log.configure(Level.DEBUG, false);
  }

  @AfterEach
  void restore() {
    Log.writeTo(System.err);
    Log.configure(Level.INFO, false);
  }

  @Test
  void levelIsShownWhereItMatters() {
    Log.error("one");
    Log.warn("two");
    Log.info("three");
    Log.debug("four");
    assertEquals(
        "keepalive-agent: error: one\n"
            + "keepalive-agent: warn: two\n"
            + "keepalive-agent: three\n"
            + "keepalive-agent: four\n",
        written());
  }

  @Test
  void aLevelShowsItselfAndAllBeforeIt() {
    for (Level level : Level.values()) {
      Log.configure(level, false);
      written.reset();
      Log.error("x");
      Log.warn("x");
      Log.info("x");
      Log.debug("x");
      assertEquals(level.ordinal(), lines().length, level.toString());
    }
  }

  @Test
  void offIsNoLevelToWriteAt() {
    Log.event(Level.OFF, "x").with("a", 1).with("b", "c").with(new Exception()).write();
    assertEquals("", written());
  }

  @Test
  void levelsHaveTheNamesOfTheOption() {
    assertEquals(Level.WARN, Level.of("warn"));
    assertThrows(IllegalArgumentException.class, () -> Level.of("warning"));
  }

  @Test
  void anEventIsOneLineOfFields() {
    Log.event(Level.WARN, "condemned")
        .with("id", 42)
        .with("role", "client")
        .with("peer", "[2001:db8::1]:5432")
        .with("rule", null)
        .with("thread", "pool 1")
        .with("odd", "a=\"b\\c\"")
        .with("path", "C:\\x")
        .with("empty", "")
        .write();
    assertEquals(
        "keepalive-agent: warn: condemned id=42 role=client peer=[2001:db8::1]:5432"
            + " thread=\"pool 1\" odd=\"a=\\\"b\\\\c\\\"\" path=C:\\x empty=\"\"\n",
        written());
  }

  @Test
  void anEventInJson() {
    Log.configure(Level.INFO, true);
    Log.event(Level.WARN, "condemned")
        .with("id", 42)
        .with("peer", "pg:5432")
        .with("x", null)
        .write();
    assertTrue(
        written()
            .matches(
                "\\{"
                    + TS
                    + ",\"level\":\"warn\",\"msg\":\"condemned\",\"id\":42,"
                    + "\"peer\":\"pg:5432\"\\}\n"),
        written());
  }

  @Test
  void jsonEscapesAllThatIsNotPlainAscii() {
    Log.configure(Level.INFO, true);
    Log.info("\"\\/\b\f\n\r\t\u0000\u001f\u007f é \u2028 \ud83d\ude00 \ud800");
    assertTrue(
        written()
            .endsWith(
                "\"msg\":\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0000\\u001f\\u007f \\u00e9 \\u2028"
                    + " \\ud83d\\ude00 \\ud800\"}\n"),
        written());
  }

  @Test
  void noInputMakesASecondLine() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x2100; c++) {
      all.append(c);
    }
    String evil = "a\nkeepalive-agent: error: forged\r\n" + all;
    for (boolean json : new boolean[] {false, true}) {
      Log.configure(Level.INFO, json);
      written.reset();
      Log.info(evil);
      Log.event(Level.INFO, "x").with("peer", evil).write();
      assertEquals(2, lines().length);
      for (byte b : written.toByteArray()) {
        assertTrue(b >= ' ' && b != 0x7f || b == '\n', "no control character: " + b);
      }
    }
  }

  @Test
  void aFailureIsToldInOneLineWithItsPlaceAndCause() {
    Exception failure = new IllegalStateException("broken\nhere", new IOException("no \"disk\""));
    Log.error("cannot weave", failure);
    assertEquals(1, lines().length);
    assertTrue(
        written()
            .startsWith(
                "keepalive-agent: error: cannot weave"
                    + " failure=\"java.lang.IllegalStateException: broken\\nhere\" at=\""
                    + LogTest.class.getName()),
        written());
    assertTrue(written().contains(" cause=\"java.io.IOException: no \\\"disk\\\"\" causeAt="));
  }

  @Test
  void aFailureThatCannotTellItselfIsStillLogged() {
    Log.error(
        "odd",
        new RuntimeException() {
          @Override
          public String toString() {
            throw new UnsupportedOperationException();
          }
        });
    assertEquals(1, lines().length);
    assertTrue(written().contains("failure=" + LogTest.class.getName() + "$1 "), written());
  }

  @Test
  void nullSaysNothingAndHurtsNobody() {
    Log.info(null);
    Log.error("x", null);
    assertEquals("keepalive-agent: null\nkeepalive-agent: error: x\n", written());
  }

  @Test
  void aBrokenStreamHurtsNobody() {
    Log.writeTo(
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) {
                throw new IllegalStateException("closed by the application");
              }
            }));
    Log.info("x");
    Log.writeTo(null);
    Log.info("x");
    assertEquals("", written());
  }

  @Test
  void toTellOnlyWhatIsShown() {
    Log.configure(Level.WARN, false);
    assertTrue(Log.shows(Level.ERROR));
    assertTrue(Log.shows(Level.WARN));
    assertFalse(Log.shows(Level.INFO));
    Log.configure(Level.OFF, false);
    assertFalse(Log.shows(Level.ERROR));
    assertFalse(Log.shows(Level.OFF));
  }

  private String written() {
    return written.toString(StandardCharsets.US_ASCII);
  }

  private String[] lines() {
    String text = written();
    return text.isEmpty() ? new String[0] : text.split("\n");
  }
}
