package dev.keepalive.subjects.shutdown;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes that came in on a connection, and the whole requests among them. */
final class Received {
  private byte[] bytes = new byte[4096];
  private int length;

  void add(byte[] from, int offset, int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (length + count));
    }
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  /** The next request; null: it is not whole yet. */
  Request next() {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return null;
    }
    String[] lines = text.substring(0, end).split("\r\n");
    int body = 0;
    for (String line : lines) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        body = Integer.parseInt(line.substring(15).trim());
      }
    }
    int whole = end + 4 + body;
    if (length < whole) {
      return null;
    }
    System.arraycopy(bytes, whole, bytes, 0, length - whole);
    length -= whole;
    String[] words = lines[0].split(" ");
    return new Request(words[0], words[1], body);
  }
}
