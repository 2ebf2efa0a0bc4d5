package dev.keepalive.agent.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTest {
  private static final String READY = "Z\0\0\0\5I";

  private static String message(char type, String body) {
    return type + number(body.length() + 4) + body;
  }

  private static String number(int n) {
    return ""
        + (char) (n >> 24 & 255)
        + (char) (n >> 16 & 255)
        + (char) (n >> 8 & 255)
        + (char) (n & 255);
  }

  private static String first(int code, String body) {
    return number(body.length() + 8) + number(code) + body;
  }

  private static Wire loggedIn() {
    return new Wire(new Postgres())
        .wrote(first(3 << 16, "user\0a\0\0"))
        .read(message('R', number(0)) + message('S', "a\0b\0") + message('K', "12345678") + READY);
  }

  @Test
  void the_answer_is_taken_out_however_it_is_cut_and_notices_stay() {
    String before = message('N', "notice\0") + message('A', "1234chan\0what\0");
    String after = message('T', "columns") + message('C', "SELECT 1\0") + READY;
    String stream = before + READY + after;
    for (int cut = 0; cut <= stream.length(); cut++) {
      for (int second = cut; second <= stream.length(); second++) {
        Wire wire = loggedIn();
        int login = wire.got().length();
        wire.beat().wrote(message('Q', "select 1\0"));
        wire.read(stream.substring(0, cut)).read(stream.substring(cut, second));
        wire.read(stream.substring(second));
        assertEquals(before + after, wire.got().substring(login));
        assertEquals(Protocol.Answer.EXPECTED, wire.protocol.answer());
        assertNull(wire.protocol.notNow());
      }
    }
  }

  @Test
  void not_before_the_login_is_over() {
    Wire wire = new Wire(new Postgres());
    assertEquals("nothing was said yet", wire.protocol.notNow());
    wire.wrote(first(80877104, "")).read("N").wrote(first(80877103, "")).read("N");
    assertEquals("nothing was said yet", wire.protocol.notNow());
    wire.wrote(first(3 << 16, "user\0a\0\0")).read(message('R', number(3)));
    assertEquals("an answer is due", wire.protocol.notNow());
    wire.wrote(message('p', "secret\0")).read(message('R', number(0)) + READY);
    assertNull(wire.protocol.notNow());
  }

  @Test
  void not_within_an_extended_query_nor_a_transaction_nor_a_copy() {
    Wire wire = loggedIn().wrote(message('P', "s\0") + message('B', "s\0") + message('H', ""));
    wire.read(message('1', "") + message('2', ""));
    assertEquals("in an extended query", wire.protocol.notNow());
    wire.wrote(message('S', ""));
    assertEquals("an answer is due", wire.protocol.notNow());
    wire.read("Z\0\0\0\5T");
    assertEquals("in a transaction", wire.protocol.notNow());
    wire.wrote(message('Q', "rollback\0")).read(message('C', "ROLLBACK\0") + READY);
    assertNull(wire.protocol.notNow());
    wire.wrote(message('Q', "copy t from stdin\0")).read(message('G', "\0\0\0"));
    assertEquals("an answer is due", wire.protocol.notNow());
    wire.wrote(message('d', "1\n")).wrote(message('c', ""));
    assertEquals("an answer is due", wire.protocol.notNow());
    wire.read(message('C', "COPY 1\0") + READY);
    assertNull(wire.protocol.notNow());
  }

  @Test
  void the_servers_goodbye_is_the_applications() {
    Wire wire = loggedIn();
    int login = wire.got().length();
    String goodbye = message('E', "SFATAL\0C57P01\0\0");
    wire.beat().read(goodbye.substring(0, 1)).read(goodbye.substring(1));
    assertEquals(goodbye, wire.got().substring(login));
    assertNotNull(wire.protocol.givenUp());
    assertFalse(wire.protocol.isDue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"T", "Z\0\0\0\6", "Z\0\0\0\5X", "C", "1", "+", "Z\0\1"})
  void what_is_not_the_answer_is_a_violation(String answer) {
    Wire wire = loggedIn();
    String login = wire.got();
    for (char c : answer.toCharArray()) {
      if (!wire.violated) {
        if (!wire.protocol.isDue()) {
          wire.beat();
        }
        wire.read("" + c);
      }
    }
    wire.read(answer.length() == 3 ? "\0\0I" : "");
    assertTrue(wire.violated);
    assertEquals(login, wire.got());
  }

  @Test
  void a_second_answer_is_a_violation() {
    Wire wire = loggedIn().beat().read(READY);
    String got = wire.got();
    wire.read("Z");
    assertTrue(wire.violated);
    assertEquals(got, wire.got());
  }

  @Test
  void tls_above_the_jdks_socket_goes_on_and_other_tls_is_given_up() {
    Wire wire = new Wire(new Postgres()).wrote(first(80877103, "")).read("S");
    wire.protocol.secured();
    wire.wrote(first(3 << 16, "user\0a\0\0")).read(message('R', number(0)) + READY);
    assertNull(wire.protocol.notNow());
    Wire other = new Wire(new Postgres()).wrote(first(80877103, "")).read("S");
    assertNotNull(other.wrote("\u0016\u0003\u0001").protocol.givenUp());
  }
}
