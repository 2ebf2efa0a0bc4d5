package dev.keepalive.agent.options;

/** A host name with {@code *} for any run of characters, dots too, and {@code ?} for any one. */
final class HostGlob {
  private final String glob;
  private final boolean fitsNumbers;

  /** What a name must end in; tells most names at once. */
  private final String tail;

  private HostGlob(String glob) {
    this.glob = glob;
    this.fitsNumbers = hasOnly(glob, "0123456789.*?");
    this.tail = glob.substring(1 + Math.max(glob.lastIndexOf('*'), glob.lastIndexOf('?')));
  }

  /**
   * Reads a glob that is in lower case already.
   *
   * @throws IllegalArgumentException with what is wrong, in words for the user
   */
  static HostGlob parse(String text) {
    if (hasOnly(text, "0123456789.")) {
      // Whole IPv4 addresses come as networks; this is one with a slip, or a port without a host.
      throw new IllegalArgumentException(
          "'" + text + "' is no IPv4 address (any host with a port is *:5432)");
    }
    if (!hasOnly(text, "abcdefghijklmnopqrstuvwxyz0123456789.-_*?")) {
      throw new IllegalArgumentException("'" + Texts.shortened(text) + "' is no host name or glob");
    }
    return new HostGlob(withoutFinalDot(text));
  }

  /** {@code db.internal.} is {@code db.internal}, said more exactly. */
  static String withoutFinalDot(String name) {
    return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Whether the text of an IPv4 address could match. */
  boolean fitsNumbers() {
    return fitsNumbers;
  }

  /** Whether it matches a name in lower case, without a final dot. */
  boolean matches(String name) {
    if (!name.endsWith(tail)) {
      return false;
    }
    int g = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    // Only the last star is ever tried again: no name can make this slow.
    while (n < name.length()) {
      char c = g < glob.length() ? glob.charAt(g) : 0;
      if (c == '*') {
        star = g++;
        resume = n;
      } else if (c == '?' || c == name.charAt(n)) {
        g++;
        n++;
      } else if (star >= 0) {
        g = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  private static boolean hasOnly(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
