package dev.keepalive.sample;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Gathers the bytes of a line. */
final class LineBuffer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Whether this byte ends a line. */
  boolean add(byte next) {
    if (next == '\n') {
      return true;
    }
    bytes.write(next);
    return false;
  }

  /** The line without its end; the next one begins. */
  String take() {
    String line = new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    bytes.reset();
    return line;
  }
}
