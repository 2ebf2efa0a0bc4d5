package dev.keepalive.subjects.shutdown;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An answer on its way, piece by piece. */
final class Outgoing {
  private static final byte[] CHUNK = new byte[64 * 1024];

  private ByteBuffer piece;
  private long left;

  Outgoing(Request request) {
    left = request.bytes();
    String text = left > 0 ? "" : request.text();
    String head =
        "HTTP/1.1 200 OK\r\nContent-Length: " + (left + text.length()) + "\r\n\r\n" + text;
    piece = ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What is to be written next, a buffer with an array; null: everything was written. */
  ByteBuffer piece() {
    if (!piece.hasRemaining() && left > 0) {
      int size = (int) Math.min(left, CHUNK.length);
      piece = ByteBuffer.wrap(CHUNK, 0, size);
      left -= size;
    }
    return piece.hasRemaining() ? piece : null;
  }
}
