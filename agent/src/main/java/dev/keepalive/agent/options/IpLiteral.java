package dev.keepalive.agent.options;

/**
 * Reads IP addresses. {@code InetAddress.getByName} would ask the name service for whatever it does
 * not take for an address, {@code 10.0.0.300} for one.
 */
final class IpLiteral {
  private static final int V6_BYTES = 16;

  private IpLiteral() {}

  /** The 4 bytes of {@code 10.0.0.1}; null if it is no such address. */
  static byte[] v4(String text) {
    byte[] address = new byte[4];
    int start = 0;
    for (int i = 0; i < 4; i++) {
      int end = i == 3 ? text.length() : text.indexOf('.', start);
      long number = end < 0 || end - start > 3 ? Digits.NONE : Digits.read(text, start, end);
      if (number < 0 || number > 255) {
        return null;
      }
      address[i] = (byte) number;
      start = end + 1;
    }
    return address;
  }

  /**
   * The 16 bytes of {@code 2001:db8::1}, which may end like {@code ::ffff:10.0.0.1}; null if it is
   * no such address.
   */
  static byte[] v6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] whole = groups(text, true);
      return whole != null && whole.length == V6_BYTES ? whole : null;
    }
    byte[] head = groups(text.substring(0, gap), false);
    byte[] tail = groups(text.substring(gap + 2), true);
    // The gap stands for one group of zeros at least.
    if (head == null || tail == null || head.length + tail.length > V6_BYTES - 2) {
      return null;
    }
    byte[] address = new byte[V6_BYTES];
    System.arraycopy(head, 0, address, 0, head.length);
    System.arraycopy(tail, 0, address, V6_BYTES - tail.length, tail.length);
    return address;
  }

  /** Groups of four hexadecimal digits; the last two of an address may be written as IPv4. */
  private static byte[] groups(String text, boolean mayEndAsV4) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = Texts.split(text, ':');
    byte[] last = mayEndAsV4 ? v4(parts[parts.length - 1]) : null;
    int hex = last == null ? parts.length : parts.length - 1;
    byte[] bytes = new byte[2 * hex + (last == null ? 0 : 4)];
    if (bytes.length > V6_BYTES) {
      return null;
    }
    for (int i = 0; i < hex; i++) {
      int group = group(parts[i]);
      if (group < 0) {
        return null;
      }
      bytes[2 * i] = (byte) (group >> 8);
      bytes[2 * i + 1] = (byte) group;
    }
    if (last != null) {
      System.arraycopy(last, 0, bytes, 2 * hex, 4);
    }
    return bytes;
  }

  private static int group(String digits) {
    if (digits.isEmpty() || digits.length() > 4) {
      return -1;
    }
    int group = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = "0123456789abcdef".indexOf(digits.charAt(i));
      if (digit < 0) {
        return -1;
      }
      group = group << 4 | digit;
    }
    return group;
  }
}
