package dev.keepalive.agent.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What real clients and servers said to each other (the conversations of {@code
 * subjects.heartbeat.Load}, kept by a proxy between them; {@code C} is the client), said again in
 * other pieces, with a heartbeat wherever one may be sent and its answer where the server would put
 * it: the application must get what it got then, and nothing else.
 */
class RecordedTrafficTest {
  private static final int RUNS = 20;

  /** A client that was recorded. */
  enum Recording {
    JEDIS("jedis", Redis::new, "+PONG\r\n"),
    LETTUCE("lettuce", Redis::new, "+PONG\r\n"),
    PGJDBC("pgjdbc", Postgres::new, "Z\0\0\0\5I"),
    MARIADB("mariadb", Mysql::new, "\7\0\0\1\0\0\0\2\0\0\0"),
    MYSQL("mysql", Mysql::new, "\7\0\0\1\0\0\0\2\0\0\0");

    final String file;
    final Supplier<Protocol> protocol;
    final byte[] answer;

    Recording(String file, Supplier<Protocol> protocol, String answer) {
      this.file = file;
      this.protocol = protocol;
      this.answer = Wire.bytes(answer);
    }
  }

  private record Piece(boolean client, byte[] bytes) {}

  @ParameterizedTest
  @EnumSource
  void heartbeats_change_nothing(Recording recording) throws IOException {
    List<Piece> pieces = read(recording);
    for (int run = 0; run < RUNS; run++) {
      replay(recording, pieces, new Random(run));
    }
  }

  /** Whatever becomes of the protocol, what nobody has meddled with is the application's. */
  @ParameterizedTest
  @EnumSource
  void without_a_heartbeat_everything_passes(Recording recording) throws IOException {
    List<Piece> pieces = read(recording);
    pieces = pieces.subList(0, Math.min(pieces.size(), 200));
    for (int run = 0; run < 300; run++) {
      Random random = new Random(run);
      Wire wire = new Wire(recording.protocol.get());
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      for (Piece piece : pieces) {
        byte[] bytes = random.nextInt(20) == 0 ? mutated(piece.bytes(), random) : piece.bytes();
        if (piece.client()) {
          wire.wrote(bytes);
        } else {
          expected.writeBytes(bytes);
          wire.read(bytes);
        }
      }
      assertFalse(wire.violated, "seed " + run);
      assertEquals(expected.toString(StandardCharsets.ISO_8859_1), wire.got(), "seed " + run);
    }
  }

  /** Flipped, cut, doubled, or with something in between. */
  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0:
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
      case 1:
        return java.util.Arrays.copyOf(bytes, at);
      case 2:
        changed = java.util.Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, changed, bytes.length, bytes.length);
        return changed;
      default:
        changed = new byte[bytes.length + 20];
        random.nextBytes(changed);
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(bytes, at, changed, at + 20, bytes.length - at);
        return changed;
    }
  }

  /** The request for TLS, then the login that was recorded, under it. */
  @ParameterizedTest
  @EnumSource(names = {"MARIADB", "MYSQL"})
  void a_login_goes_on_under_the_jdks_tls(Recording recording) throws IOException {
    List<Piece> pieces = read(recording);
    byte[] request = java.util.Arrays.copyOf(pieces.get(1).bytes(), 4 + 32);
    request[0] = 32;
    request[1] = 0;
    request[4 + 1] |= 8;
    Wire wire = new Wire(recording.protocol.get());
    wire.read(pieces.get(0).bytes()).wrote(request);
    wire.protocol.secured();
    for (Piece piece : pieces.subList(1, 40)) {
      if (piece.client()) {
        wire.wrote(piece.bytes());
      } else {
        wire.read(piece.bytes());
      }
    }
    assertNull(wire.protocol.givenUp());
    Wire other = new Wire(recording.protocol.get());
    other.read(pieces.get(0).bytes()).wrote(request).read("\u0016\u0003\u0003");
    assertEquals("TLS that is not the JDK's socket", other.protocol.givenUp());
  }

  private static void replay(Recording recording, List<Piece> pieces, Random random) {
    Wire wire = new Wire(recording.protocol.get());
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    int beats = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      // At the latest before it ends, or subscribes.
      String givenUp = i > pieces.size() * 9 / 10 ? null : wire.protocol.givenUp();
      assertNull(givenUp);
      if (piece.client() && wire.protocol.givenUp() == null && wire.protocol.notNow() == null) {
        beats++;
        wire.beat();
        if (random.nextBoolean()) {
          // The application writes before the answer is there.
          writeInPieces(wire, piece.bytes(), random);
          wire.readInPieces(recording.answer, random);
        } else {
          wire.readInPieces(recording.answer, random);
          writeInPieces(wire, piece.bytes(), random);
        }
        assertFalse(wire.protocol.isDue());
      } else if (piece.client()) {
        writeInPieces(wire, piece.bytes(), random);
      } else {
        expected.writeBytes(piece.bytes());
        wire.readInPieces(piece.bytes(), random);
      }
      assertNull(wire.protocol.violation());
    }
    assertTrue(beats > 10, "only " + beats);
    assertEquals(expected.toString(StandardCharsets.ISO_8859_1), wire.got());
  }

  private static void writeInPieces(Wire wire, byte[] bytes, Random random) {
    int cut = random.nextInt(bytes.length + 1);
    byte[] first = java.util.Arrays.copyOfRange(bytes, 0, cut);
    wire.wrote(first).wrote(java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
  }

  private static List<Piece> read(Recording recording) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    String name = "recorded/" + recording.file + ".gz";
    try (InputStream in = RecordedTrafficTest.class.getResourceAsStream(name)) {
      String text = new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.US_ASCII);
      for (String line : text.split("\n")) {
        pieces.add(new Piece(line.charAt(0) == 'C', HexFormat.of().parseHex(line.substring(2))));
      }
    }
    return pieces;
  }
}
