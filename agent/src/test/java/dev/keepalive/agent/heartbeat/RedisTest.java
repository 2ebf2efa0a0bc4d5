package dev.keepalive.agent.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisTest {
  private static final String GET = "*2\r\n$3\r\nGET\r\n$1\r\na\r\n";

  private static Wire quiet() {
    return new Wire(new Redis()).wrote(GET).read("$1\r\nb\r\n");
  }

  private static String command(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString();
  }

  @Test
  void nothing_is_sent_before_something_was_said() {
    assertEquals("nothing was said yet", new Redis().notNow());
  }

  @Test
  void the_answer_is_taken_out_however_it_is_cut() {
    String stream = "+PONG\r\n$3\r\nx\r\n\r\n*2\r\n:1\r\n$-1\r\n";
    for (int cut = 0; cut <= stream.length(); cut++) {
      for (int second = cut; second <= stream.length(); second++) {
        Wire wire = quiet().beat().wrote(GET + GET);
        wire.read(stream.substring(0, cut)).read(stream.substring(cut, second));
        wire.read(stream.substring(second));
        assertEquals("$1\r\nb\r\n" + stream.substring(7), wire.got());
        assertFalse(wire.violated);
        assertEquals(Protocol.Answer.EXPECTED, wire.protocol.answer());
        assertNull(wire.protocol.notNow());
      }
    }
  }

  @Test
  void pushes_before_the_answer_are_the_applications() {
    String push = ">3\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\na\r\n%1\r\n+k\r\n#t\r\n";
    Wire wire = quiet().beat().read(push + "+PONG\r\n" + push);
    assertEquals("$1\r\nb\r\n" + push + push, wire.got());
    assertNull(wire.protocol.notNow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*0\r\n",
        "*-1\r\n",
        "%2\r\n+a\r\n:1\r\n+b\r\n*1\r\n_\r\n",
        "|1\r\n+ttl\r\n:3\r\n$2\r\nok\r\n",
        "*2\r\n|1\r\n+x\r\n,1.5\r\n:1\r\n(123\r\n",
        "=5\r\ntxt:a\r\n",
        "!3\r\nERR\r\n",
        "-ERR no\r\n"
      })
  void every_kind_of_reply_is_one(String reply) {
    Wire wire = quiet().wrote(GET);
    for (char c : reply.toCharArray()) {
      assertEquals("an answer is due", wire.protocol.notNow());
      wire.read("" + c);
    }
    assertNull(wire.protocol.notNow());
    assertNull(wire.protocol.givenUp());
  }

  @Test
  void not_in_a_transaction() {
    Wire wire = quiet().wrote(command("multi")).read("+OK\r\n");
    assertEquals("in a transaction", wire.protocol.notNow());
    wire.wrote(command("SET", "a", "b")).read("+QUEUED\r\n");
    wire.wrote(command("Exec")).read("*1\r\n+OK\r\n");
    assertNull(wire.protocol.notNow());
  }

  @Test
  void not_while_a_command_is_half_written() {
    Wire wire = quiet();
    String command = command("SET", "key", "value of some length");
    for (int i = 1; i < command.length(); i++) {
      Wire half = quiet().wrote(command.substring(0, i));
      assertEquals("an answer is due", half.protocol.notNow());
    }
    assertEquals("an answer is due", wire.wrote(command).protocol.notNow());
  }

  @ParameterizedTest
  @CsvSource({
    "subscribe,ch",
    "PSUBSCRIBE,a*",
    "monitor,",
    "QUIT,",
    "CLIENT,reply",
    "psync,x",
    "SCRIPT,debug"
  })
  void given_up_where_one_command_has_not_one_reply(String name, String argument) {
    Wire wire = quiet().wrote(argument == null ? command(name) : command(name, argument));
    assertNotNull(wire.protocol.givenUp());
    wire.read("anything at all");
    assertEquals("$1\r\nb\r\nanything at all", wire.got());
  }

  @Test
  void an_answer_that_is_due_is_taken_out_although_given_up() {
    Wire wire = quiet().beat().wrote(command("SUBSCRIBE", "c"));
    wire.read("+PON").read("G\r\n*3\r\n$9\r\nsub");
    assertEquals("$1\r\nb\r\n*3\r\n$9\r\nsub", wire.got());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+OK\r\n",
        "$4\r\nPONG\r\n",
        ":1\r\n",
        "+PON\r\n",
        "+PONG \r\n",
        "+PONG\n",
        "+PONG\rX",
        "PONG\r\n",
        "\r\n",
        "*1\r\n+PONG\r\n",
        "HTTP/1.1 400",
        "+PONG\r\n+PONG\r\n",
        "+PONG\r\nX"
      })
  void what_is_not_the_answer_is_a_violation_and_reaches_nobody(String answer) {
    for (int cut = 0; cut <= answer.length(); cut++) {
      Wire wire = quiet().beat().read(answer.substring(0, cut));
      if (!wire.violated) {
        wire.read(answer.substring(cut));
      }
      assertTrue(wire.violated);
      assertEquals("$1\r\nb\r\n", wire.got());
    }
  }

  @Test
  void an_answer_without_an_end_is_a_violation() {
    Wire wire = quiet().beat().read("+" + new String(new char[600]).replace('\0', 'P'));
    assertTrue(wire.violated);
  }

  @ParameterizedTest
  @CsvSource({
    "-NOAUTH Authentication required., REFUSED",
    "-ERR unknown command, REFUSED",
    "-LOADING Redis is loading, EXPECTED",
    "-BUSY a script runs, EXPECTED"
  })
  void errors_are_answers(String error, Protocol.Answer answer) {
    Wire wire = quiet().beat().read(error + "\r\n");
    assertFalse(wire.violated);
    assertEquals(answer, wire.protocol.answer());
    assertEquals("$1\r\nb\r\n", wire.got());
  }

  @Test
  void inline_commands_and_other_protocols_are_given_up() {
    assertNotNull(new Wire(new Redis()).wrote("PING\r\n").protocol.givenUp());
    assertNotNull(new Wire(new Redis()).wrote("\u0016\u0003\u0001").protocol.givenUp());
    assertNotNull(new Wire(new Redis()).wrote("GET / HTTP/1.1\r\n").protocol.givenUp());
  }

  @Test
  void random_bytes_never_reach_the_application_as_an_answer_nor_break_anything() {
    Random random = new Random(1);
    for (int run = 0; run < 20_000; run++) {
      byte[] noise = new byte[1 + random.nextInt(20)];
      String alphabet = "+-PONG\r\n*$:01>%x";
      for (int i = 0; i < noise.length; i++) {
        noise[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      Wire wire = quiet().beat().readInPieces(noise, random);
      String text = new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1);
      if (!wire.violated && !text.contains(">")) {
        // So far it may be the answer, or a refusal; and nothing of it was let through.
        assertEquals("$1\r\nb\r\n", wire.got(), () -> text);
      }
    }
  }
}
