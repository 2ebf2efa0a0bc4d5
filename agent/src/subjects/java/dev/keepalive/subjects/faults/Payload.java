package dev.keepalive.subjects.faults;

import java.nio.charset.StandardCharsets;

/** What clients send. */
final class Payload {
  /** More than all buffers between two processes hold. */
  static final int TOTAL = 30 * 1024 * 1024;

  static final int CHUNK = 64 * 1024;

  private Payload() {}

  static byte[] line() {
    return "are you there?\n".getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] chunk() {
    return new byte[CHUNK];
  }

  /** All of it at once; shared, so that making it takes no time when time is measured. */
  static byte[] whole() {
    return Whole.BYTES;
  }

  private static final class Whole {
    static final byte[] BYTES = new byte[TOTAL];
  }
}
