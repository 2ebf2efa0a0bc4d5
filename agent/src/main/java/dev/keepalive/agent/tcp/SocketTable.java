package dev.keepalive.agent.tcp;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/** The kernel's own table of TCP sockets: {@code /proc/self/net/tcp} and {@code tcp6}. */
public final class SocketTable {
  /** Bytes that wait. */
  public static final class Queues {
    /** For the application to read them. */
    public final long received;

    /** For the peer to acknowledge them. */
    public final long toSend;

    Queues(long received, long toSend) {
      this.received = received;
      this.toSend = toSend;
    }
  }

  private static final String[] FILES = {"/proc/self/net/tcp", "/proc/self/net/tcp6"};

  /** Linux, include/net/tcp_states.h, in hexadecimal. */
  private static final String LISTEN = "0A";

  private final Set<Integer> listening = new HashSet<Integer>();
  private final Map<String, Queues> queues = new HashMap<String, Queues>();

  private SocketTable() {}

  /** Empty where there is no such table. */
  public static SocketTable read() {
    SocketTable table = new SocketTable();
    for (String file : FILES) {
      try {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(new FileInputStream(file), StandardCharsets.US_ASCII));
        try {
          in.readLine();
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            table.add(new StringTokenizer(line));
          }
        } finally {
          in.close();
        }
      } catch (IOException | RuntimeException hiddenOrOther) {
        // Then there is less to tell.
      }
    }
    return table;
  }

  /**
   * @param local address and port as {@code 10.0.0.1:80} or {@code [::1]:80}
   * @return null: not known
   */
  public Queues queues(String local, String peer) {
    return queues.get(local + ' ' + peer);
  }

  /** Whether some socket of this network namespace listens on the port. */
  public boolean listensOn(int port) {
    return listening.contains(port);
  }

  /** Columns: number, local, remote, state, send queue : receive queue. */
  private void add(StringTokenizer columns) throws IOException {
    columns.nextToken();
    String local = columns.nextToken();
    String addresses = address(local) + ' ' + address(columns.nextToken());
    if (columns.nextToken().equals(LISTEN)) {
      listening.add(port(local));
    }
    String sizes = columns.nextToken();
    int colon = sizes.indexOf(':');
    long toSend = Long.parseLong(sizes.substring(0, colon), 16);
    queues.put(addresses, new Queues(Long.parseLong(sizes.substring(colon + 1), 16), toSend));
  }

  /** Words of four bytes, the lowest first: Linux writes them as this machine has them. */
  private static String address(String text) throws IOException {
    int colon = text.indexOf(':');
    byte[] bytes = new byte[colon / 2];
    for (int i = 0; i < bytes.length; i++) {
      int place = i / 4 * 4 + 3 - i % 4;
      bytes[place] = (byte) Integer.parseInt(text.substring(2 * i, 2 * i + 2), 16);
    }
    String host = InetAddress.getByAddress(bytes).getHostAddress();
    int port = port(text);
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }

  private static int port(String text) {
    return Integer.parseInt(text.substring(text.indexOf(':') + 1), 16);
  }
}
