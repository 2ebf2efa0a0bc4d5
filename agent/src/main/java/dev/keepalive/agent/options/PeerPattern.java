package dev.keepalive.agent.options;

import java.net.InetSocketAddress;

/**
 * Peers in one word: host globs, addresses or networks with a port, a range or none, joined by
 * {@code +}, as {@code *.db.internal:5432+10.0.0.0/8:9092-9094+[2001:db8::]/32}. A glob is tried on
 * the name that the application asked for and on the IPv4 address, a network on the address;
 * nothing is ever looked up. Immutable.
 */
public final class PeerPattern {
  private final PeerPart[] parts;
  private final String text;

  private PeerPattern(String text, PeerPart[] parts) {
    this.text = text;
    this.parts = parts;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with what is wrong, in words for the user
   */
  public static PeerPattern parse(String text) {
    String[] texts = Texts.split(text, '+');
    PeerPart[] parts = new PeerPart[texts.length];
    for (int i = 0; i < texts.length; i++) {
      if (texts[i].isEmpty()) {
        throw new IllegalArgumentException("nothing stands on one side of a +");
      }
      parts[i] = PeerPart.parse(texts[i]);
    }
    return new PeerPattern(text, parts);
  }

  /** Whether any of the parts matches. */
  public boolean matches(InetSocketAddress peer) {
    return matches(new PeerFacts(peer));
  }

  boolean matches(PeerFacts peer) {
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].matches(peer)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return text;
  }
}
