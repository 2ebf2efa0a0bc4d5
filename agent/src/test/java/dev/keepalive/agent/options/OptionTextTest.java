package dev.keepalive.agent.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionTextTest {
  @Test
  void nothingGivesNothing() {
    for (String text : List.of("", " ", ",", " , ,, ", "\n\n", "# comment", "  # comment")) {
      assertPieces(text);
    }
  }

  @Test
  void commasSeparateOptions() {
    assertPieces("mode=off,keepalive=on", "mode|off", "keepalive|on");
  }

  @Test
  void strayCommasAndBlanksSayNothing() {
    assertPieces(" mode = off ,, keepalive=on , ", "mode|off", "keepalive|on");
    assertPieces(",mode=off,", "mode|off");
  }

  @Test
  void aCommaInFreeTextStays() {
    assertPieces("config=/a,b,mode=off", "config|/a,b", "mode|off");
    assertPieces("config=/a,B=c", "config|/a,B=c");
    assertPieces("unknown=1,2", "unknown|1,2");
  }

  @Test
  void aCommaStartsAnOptionKnownOrNot() {
    assertPieces("config=/a,b=c", "config|/a", "b|c");
    assertPieces("config=/a,rule.10-pg.peer=x", "config|/a", "rule.10-pg.peer|x");
    assertPieces("config=/a,9=c", "config|/a,9=c");
    assertPieces("config=/a,-b=c", "config|/a,-b=c");
  }

  @Test
  void aCommaEndsAValueThatCannotContainOne() {
    assertPieces("mode=off,Jmx=on", "mode|off", "Jmx|on");
    assertPieces("mode=off,keepalive,off", "mode|off", "keepalive", "off");
  }

  @Test
  void onlyTheFirstEqualsSignCounts() {
    assertPieces("config=/a=b", "config|/a=b");
    assertPieces("=", "|");
  }

  @Test
  void linesAreNumberedAndCommentsLeftOut() {
    List<OptionText.Piece> pieces =
        OptionText.pieces(
            "# all of it\r\n\r\nmode=off # now\r\n  jmx = on,log=warn\r\nconfig=/a#b");
    assertEquals(List.of("mode|off", "jmx|on", "log|warn", "config|/a#b"), shown(pieces));
    assertEquals(3, pieces.get(0).line);
    assertEquals(4, pieces.get(1).line);
    assertEquals(4, pieces.get(2).line);
    assertEquals(5, pieces.get(3).line);
  }

  private static void assertPieces(String text, String... expected) {
    assertEquals(List.of(expected), shown(OptionText.pieces(text)), text);
  }

  private static List<String> shown(List<OptionText.Piece> pieces) {
    List<String> shown = new ArrayList<>();
    for (OptionText.Piece piece : pieces) {
      shown.add(piece.value == null ? piece.key : piece.key + "|" + piece.value);
    }
    return shown;
  }
}
