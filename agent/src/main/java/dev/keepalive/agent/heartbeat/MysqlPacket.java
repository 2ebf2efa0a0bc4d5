package dev.keepalive.agent.heartbeat;

/** The packet of MySQL's protocol that is under way in one direction: its header and its head. */
final class MysqlPacket {
  /** Bytes before the payload: three of its length, one number in sequence. */
  static final int HEADER = 4;

  /** So much of a payload is kept: more than any number that is looked for lies within. */
  static final int HEAD = 160;

  /** A payload of this length goes on in the next packet. */
  static final int LARGEST = 0xffffff;

  final byte[] head = new byte[HEAD];

  /** Bytes of the header so far. */
  int headerRead;

  int sequence;
  int length;

  /** Bytes of the payload so far. */
  int seen;

  /** The payload before was of the largest size, and goes on in this one. */
  boolean continued;

  /** Whether the header is whole. */
  boolean header(byte b) {
    if (headerRead == 0) {
      length = 0;
      seen = 0;
    }
    if (headerRead < HEADER - 1) {
      length |= (b & 0xff) << 8 * headerRead;
    } else {
      sequence = b & 0xff;
    }
    return ++headerRead == HEADER;
  }

  int first() {
    return head[0] & 0xff;
  }

  int word(int at) {
    return head[at] & 0xff | (head[at + 1] & 0xff) << 8;
  }

  /** The number of variable length that it begins with; -1: none. */
  long count() {
    switch (first()) {
      case 0xfc:
        return word(1);
      case 0xfd:
        return word(1) | (long) (head[3] & 0xff) << 16;
      default:
        return first() < 0xfb ? first() : -1;
    }
  }

  /** The server's status in an OK packet, after two numbers of variable length; -1: none. */
  int statusOfOk() {
    int at = 1;
    at += lengthOf(at);
    at += lengthOf(at);
    return at + 2 <= Math.min(length, HEAD) ? word(at) : -1;
  }

  private int lengthOf(int at) {
    switch (head[Math.min(at, HEAD - 1)] & 0xff) {
      case 0xfc:
        return 3;
      case 0xfd:
        return 4;
      case 0xfe:
        return 9;
      default:
        return 1;
    }
  }
}
