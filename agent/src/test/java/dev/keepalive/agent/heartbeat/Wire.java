package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** One connection's protocol, fed with bytes in pieces. */
final class Wire {
  final Protocol protocol;
  private final ByteArrayOutputStream application = new ByteArrayOutputStream();
  boolean violated;

  Wire(Protocol protocol) {
    this.protocol = protocol;
  }

  /** Text with a character a byte. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  Wire wrote(byte[] bytes) {
    protocol.written(Bytes.of(bytes.clone(), 0, bytes.length), 0);
    return this;
  }

  Wire wrote(String text) {
    return wrote(bytes(text));
  }

  /** One read. */
  Wire read(byte[] bytes) {
    byte[] buffer = new byte[bytes.length + 2];
    System.arraycopy(bytes, 0, buffer, 1, bytes.length);
    int left = protocol.received(Bytes.of(buffer, 1, bytes.length));
    if (left < 0) {
      violated = true;
    } else {
      application.write(buffer, 1, left);
    }
    return this;
  }

  Wire read(String text) {
    return read(bytes(text));
  }

  /** Reads of random sizes. */
  Wire readInPieces(byte[] bytes, Random random) {
    for (int at = 0; at < bytes.length && !violated; ) {
      int n = Math.min(bytes.length - at, 1 + random.nextInt(9));
      byte[] piece = new byte[n];
      System.arraycopy(bytes, at, piece, 0, n);
      read(piece);
      at += n;
    }
    return this;
  }

  /** All that the application got. */
  String got() {
    return new String(application.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  Wire beat() {
    if (protocol.notNow() != null || protocol.givenUp() != null) {
      throw new AssertionError("not now: " + protocol.notNow() + ", " + protocol.givenUp());
    }
    protocol.sending();
    return this;
  }
}
