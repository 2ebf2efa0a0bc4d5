package dev.keepalive.agent.options;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Peers in one word: host globs or CIDRs with a port, a range or none, joined by {@code +}, as
 * {@code *.db.internal:5432+10.0.0.0/8:9092-9094+[2001:db8::]/32}. A glob is tried on the name that
 * the application asked for and on the numeric address; nothing is ever looked up.
 */
public final class PeerPattern {
  private static final int HIGHEST_PORT = 65535;

  private final List<Part> parts = new ArrayList<Part>();
  private final String text;

  private PeerPattern(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException with what is wrong, in words for the user
   */
  public static PeerPattern parse(String text) {
    PeerPattern pattern = new PeerPattern(text);
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('+', start);
      if (end < 0) {
        end = text.length();
      }
      pattern.parts.add(new Part(text.substring(start, end)));
      start = end + 1;
    }
    return pattern;
  }

  public boolean matches(InetSocketAddress peer) {
    String name = peer.getHostString();
    InetAddress address = peer.getAddress();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).matches(name, address, peer.getPort())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return text;
  }

  /** One host glob or CIDR with its ports. */
  private static final class Part {
    private final String glob;
    private final byte[] network;
    private final int prefix;
    private final int lowPort;
    private final int highPort;

    Part(String text) {
      String host = text;
      String ports = "";
      int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
      if (text.startsWith("[") && bracket < 0) {
        throw new IllegalArgumentException("'" + text + "' lacks the closing bracket");
      }
      int colon = text.indexOf(':', Math.max(bracket, 0));
      if (colon >= 0) {
        host = text.substring(0, colon);
        ports = text.substring(colon + 1);
        if (bracket < 0 && ports.indexOf(':') >= 0) {
          throw new IllegalArgumentException(
              "'" + text + "': an IPv6 address stands in brackets, [2001:db8::1]:5432");
        }
        int dash = ports.indexOf('-');
        lowPort = port(dash < 0 ? ports : ports.substring(0, dash), text);
        highPort = dash < 0 ? lowPort : port(ports.substring(dash + 1), text);
        if (highPort < lowPort) {
          throw new IllegalArgumentException("'" + text + "': the range of ports is upside down");
        }
      } else {
        lowPort = 0;
        highPort = HIGHEST_PORT;
      }
      if (host.isEmpty()) {
        throw new IllegalArgumentException("'" + text + "' has no host (any host is *)");
      }
      int slash = host.indexOf('/');
      if (slash < 0) {
        glob = unbracketed(host).toLowerCase(Locale.ROOT);
        network = null;
        prefix = 0;
      } else {
        glob = null;
        network = literal(unbracketed(host.substring(0, slash)), text);
        prefix = prefix(host.substring(slash + 1), network.length * 8, text);
      }
    }

    boolean matches(String name, InetAddress address, int port) {
      if (port < lowPort || port > highPort) {
        return false;
      }
      if (network != null) {
        return address != null && inNetwork(address.getAddress());
      }
      return globs(glob, 0, name.toLowerCase(Locale.ROOT), 0)
          || address != null && globs(glob, 0, address.getHostAddress(), 0);
    }

    private boolean inNetwork(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> (bit & 7);
        if (((address[bit >> 3] ^ network[bit >> 3]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }

    private static boolean globs(String glob, int g, String name, int n) {
      for (; g < glob.length(); g++, n++) {
        if (glob.charAt(g) == '*') {
          for (int rest = n; rest <= name.length(); rest++) {
            if (globs(glob, g + 1, name, rest)) {
              return true;
            }
          }
          return false;
        }
        if (n >= name.length() || glob.charAt(g) != name.charAt(n)) {
          return false;
        }
      }
      return n == name.length();
    }

    private static String unbracketed(String host) {
      return host.startsWith("[") && host.endsWith("]")
          ? host.substring(1, host.length() - 1)
          : host;
    }

    private static byte[] literal(String host, String text) {
      // Only digits, colons and dots: getByName never asks a name service for those.
      for (int i = 0; i < host.length(); i++) {
        if ("0123456789abcdefABCDEF:.".indexOf(host.charAt(i)) < 0) {
          throw new IllegalArgumentException("'" + text + "': a network is given by its address");
        }
      }
      if (host.indexOf(':') < 0 && !isDotted(host)) {
        throw new IllegalArgumentException("'" + text + "': not an IPv4 or IPv6 address");
      }
      try {
        return InetAddress.getByName(host).getAddress();
      } catch (UnknownHostException notAnAddress) {
        throw new IllegalArgumentException("'" + text + "': not an IPv4 or IPv6 address");
      }
    }

    private static boolean isDotted(String host) {
      int dots = 0;
      for (int i = 0; i < host.length(); i++) {
        char c = host.charAt(i);
        if (c == '.') {
          dots++;
        } else if (c < '0' || c > '9') {
          return false;
        }
      }
      return dots == 3;
    }

    private static int prefix(String digits, int most, String text) {
      int value = number(digits);
      if (value < 0 || value > most) {
        throw new IllegalArgumentException("'" + text + "': a prefix is 0 to " + most + " bits");
      }
      return value;
    }

    private static int port(String digits, String text) {
      int value = number(digits);
      if (value < 1 || value > HIGHEST_PORT) {
        throw new IllegalArgumentException("'" + text + "': a port is 1 to " + HIGHEST_PORT);
      }
      return value;
    }

    private static int number(String digits) {
      try {
        return digits.startsWith("+") ? -1 : Integer.parseInt(digits);
      } catch (NumberFormatException e) {
        return -1;
      }
    }
  }
}
