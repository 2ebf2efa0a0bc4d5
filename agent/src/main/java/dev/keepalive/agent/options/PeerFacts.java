package dev.keepalive.agent.options;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * What patterns look at of one peer, worked out once for all rules and only where one asks for it.
 * Nothing is ever looked up.
 */
final class PeerFacts {
  final int port;
  private final InetSocketAddress peer;
  private String name;
  private byte[] address;
  private String number;

  PeerFacts(InetSocketAddress peer) {
    this.peer = peer;
    this.port = peer.getPort();
  }

  /** The name that the application asked for, else the address; lower case, no final dot. */
  String name() {
    if (name == null) {
      name = HostGlob.withoutFinalDot(Texts.lowerCase(peer.getHostString()));
    }
    return name;
  }

  /** Null if it is not known, as behind a SOCKS proxy; unless the name is the address. */
  byte[] address() {
    if (address == null) {
      InetAddress known = peer.getAddress();
      if (known != null) {
        address = known.getAddress();
      } else {
        address = name().indexOf(':') < 0 ? IpLiteral.v4(name()) : IpLiteral.v6(name());
      }
    }
    return address;
  }

  /** The address as people write it; null if it is not known or not IPv4. */
  String number() {
    if (number == null) {
      byte[] bytes = address();
      if (bytes != null && bytes.length == 4) {
        number =
            (bytes[0] & 255)
                + "."
                + (bytes[1] & 255)
                + "."
                + (bytes[2] & 255)
                + "."
                + (bytes[3] & 255);
      }
    }
    return number;
  }
}
