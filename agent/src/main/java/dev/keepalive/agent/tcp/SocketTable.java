package dev.keepalive.agent.tcp;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

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

  private final Map<String, Queues> queues = new HashMap<String, Queues>();

  private SocketTable() {}

  /** Empty where there is no such table. */
  public static SocketTable read() {
    SocketTable table = new SocketTable();
    for (String file : FILES) {
      try {
        BufferedReader in = new BufferedReader(new FileReader(file));
        try {
          in.readLine();
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            table.add(line.trim().split(" +"));
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

  /** Columns: number, local, remote, state, send queue : receive queue. */
  private void add(String[] columns) throws IOException {
    String[] sizes = columns[4].split(":");
    queues.put(
        address(columns[1]) + ' ' + address(columns[2]),
        new Queues(Long.parseLong(sizes[1], 16), Long.parseLong(sizes[0], 16)));
  }

  /**
   * Words of four bytes, each in the order of this machine, which is little endian or tells none.
   */
  private static String address(String text) throws IOException {
    int colon = text.indexOf(':');
    byte[] bytes = new byte[colon / 2];
    for (int i = 0; i < bytes.length; i++) {
      int place = i / 4 * 4 + 3 - i % 4;
      bytes[place] = (byte) Integer.parseInt(text.substring(2 * i, 2 * i + 2), 16);
    }
    String host = InetAddress.getByAddress(bytes).getHostAddress();
    int port = Integer.parseInt(text.substring(colon + 1), 16);
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
