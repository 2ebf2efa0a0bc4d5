package dev.keepalive.agent.options;

/** One host glob, address or network with its ports. Immutable. */
final class PeerPart {
  /** Null where a network is given. */
  private final HostGlob glob;

  /** Null where a glob is given. */
  private final Network network;

  private final PortRange ports;

  private PeerPart(HostGlob glob, Network network, PortRange ports) {
    this.glob = glob;
    this.network = network;
    this.ports = ports;
  }

  /**
   * @throws IllegalArgumentException with what is wrong, in words for the user
   */
  static PeerPart parse(String text) {
    String plain = Texts.lowerCase(text);
    return plain.startsWith("[") ? bracketed(plain) : plain(plain);
  }

  /** {@code [2001:db8::1]:5432}, {@code [2001:db8::]/32:5432} or {@code [2001:db8::/32]:5432}. */
  private static PeerPart bracketed(String text) {
    int close = text.indexOf(']');
    if (close < 0) {
      throw new IllegalArgumentException("'" + Texts.shortened(text) + "' lacks the bracket ]");
    }
    int colon = text.indexOf(':', close);
    int end = colon < 0 ? text.length() : colon;
    String after = text.substring(close + 1, end);
    String host = text.substring(1, close) + after;
    int slash = host.indexOf('/');
    byte[] address = IpLiteral.v6(slash < 0 ? host : host.substring(0, slash));
    if (address == null || !after.isEmpty() && !after.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + Texts.shortened(text.substring(0, end)) + "' is no IPv6 address or network");
    }
    return new PeerPart(null, network(address, host, slash), ports(text, colon));
  }

  private static PeerPart plain(String text) {
    int colon = text.indexOf(':');
    if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
      throw new IllegalArgumentException(
          "'"
              + Texts.shortened(text)
              + "' has two colons; an IPv6 address stands in brackets, [2001:db8::1]:5432");
    }
    String host = colon < 0 ? text : text.substring(0, colon);
    if (host.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' has no host; any host is *");
    }
    int slash = host.indexOf('/');
    byte[] address = IpLiteral.v4(slash < 0 ? host : host.substring(0, slash));
    if (address != null) {
      return new PeerPart(null, network(address, host, slash), ports(text, colon));
    }
    if (slash >= 0) {
      throw new IllegalArgumentException(
          "'" + Texts.shortened(host) + "' is no network; one is written as 10.0.0.0/8");
    }
    return new PeerPart(HostGlob.parse(host), null, ports(text, colon));
  }

  private static Network network(byte[] address, String host, int slash) {
    if (slash < 0) {
      return Network.of(address);
    }
    long bits = Digits.read(host, slash + 1, host.length());
    int most = address.length * 8;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "'" + Texts.shortened(host) + "': a network has a prefix of 0 to " + most + " bits");
    }
    return Network.of(address, (int) bits);
  }

  private static PortRange ports(String text, int colon) {
    return colon < 0 ? PortRange.ANY : PortRange.parse(text.substring(colon + 1));
  }

  boolean matches(PeerFacts peer) {
    if (!ports.contains(peer.port)) {
      return false;
    }
    if (network != null) {
      return peer.address() != null && network.contains(peer.address());
    }
    return glob.matches(peer.name())
        || glob.fitsNumbers() && peer.number() != null && glob.matches(peer.number());
  }
}
