package dev.keepalive.agent.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemcachedTest {
  private static final String SET = "set a 0 0 5\r\nEND\r\n\r\n";

  private static Wire quiet() {
    return new Wire(new Memcached()).wrote(SET).read("STORED\r\n");
  }

  @Test
  void the_answer_is_taken_out_however_it_is_cut() {
    String rest = "VALUE a 0 5\r\nEND\r\n\r\nEND\r\nHD\r\nVA 2\r\nhi\r\n";
    String stream = "VERSION 1.6.18\r\n" + rest;
    for (int cut = 0; cut <= stream.length(); cut++) {
      Wire wire = quiet().beat().wrote("get a\r\nms a 2\r\nhi\r\nmg a v\r\n");
      wire.read(stream.substring(0, cut)).read(stream.substring(cut));
      assertEquals("STORED\r\n" + rest, wire.got());
      assertNull(wire.protocol.notNow());
    }
  }

  @Test
  void not_while_an_answer_is_due() {
    Wire wire = quiet().wrote("gets a b\r\n");
    assertEquals("an answer is due", wire.protocol.notNow());
    wire.read("VALUE b 0 2 77\r\nxx\r\n");
    assertEquals("an answer is due", wire.protocol.notNow());
    wire.read("END\r\n").wrote("set b 0 0 1 noreply\r\n");
    assertEquals("an answer is due", wire.protocol.notNow());
    wire.wrote("1\r\n");
    assertNull(wire.protocol.notNow());
    wire.wrote("stats\r\n").read("STAT a 1\r\nSTAT b 2\r\n");
    assertEquals("an answer is due", wire.protocol.notNow());
    assertNull(wire.read("END\r\n").protocol.notNow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mg a q v\r\n", "quit\r\n", "watch\r\n", "\u0080\0", "\u0016", "\r\n"})
  void given_up_where_answers_cannot_be_counted(String command) {
    assertNotNull(quiet().wrote(command).protocol.givenUp());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"STORED\r\n", "VERSION\n", "END\r\n", "\r\n", "VERSION 1\r\nVERSION 1\r\n"})
  void what_is_not_the_answer_is_a_violation(String answer) {
    for (int cut = 0; cut <= answer.length(); cut++) {
      Wire wire = quiet().beat().read(answer.substring(0, cut));
      if (!wire.violated) {
        wire.read(answer.substring(cut));
      }
      assertTrue(wire.violated);
    }
  }

  @Test
  void an_error_is_a_refusal() {
    assertEquals(Protocol.Answer.REFUSED, quiet().beat().read("ERROR\r\n").protocol.answer());
  }
}
