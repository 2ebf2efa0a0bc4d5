package dev.keepalive.subjects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The ends of one conversation, all in this JVM: client, accepted, and a proxy's between them. */
final class Pair {
  static final int REQUEST = 1000;
  static final int ANSWER = 500;

  final String kind;
  final End client;
  final End accepted;
  final List<End> relay = new ArrayList<End>();

  /** Whether only our own bytes flow: no TLS, no handshake with a proxy. */
  boolean exact = true;

  /** Seconds of silence after which the kernel should probe. */
  int idleSeconds = 30;

  Pair(String kind, End client, End accepted) {
    this.kind = kind;
    this.client = client;
    this.accepted = accepted;
  }

  /** Request and answer, one thread doing both ends: they fit into the send buffers. */
  void exchange() throws IOException {
    client.write(new byte[REQUEST]);
    accepted.read(REQUEST);
    accepted.write(new byte[ANSWER]);
    client.read(ANSWER);
  }

  List<End> ends() {
    List<End> ends = new ArrayList<End>(relay);
    ends.add(client);
    ends.add(accepted);
    return ends;
  }

  /** One line for each end: kind, role, local port, peer port, exact, idle. */
  void print() throws IOException {
    print("client", client);
    print("server", accepted);
    for (int i = 0; i < relay.size(); i++) {
      print(i % 2 == 0 ? "server" : "client", relay.get(i));
    }
  }

  private void print(String role, End end) throws IOException {
    // Beyond the proxy there is no handshake.
    boolean afterProxy = relay.size() > 1 && (end == accepted || end == relay.get(1));
    System.out.println(
        "END "
            + (relay.contains(end) ? kind + "-relay" : kind)
            + " "
            + role
            + " "
            + end.local().getPort()
            + " "
            + peerPort(end)
            + " "
            + (exact || afterProxy)
            + " "
            + idleSeconds);
  }

  /** The client of a proxy is told its target; the kernel knows the proxy. */
  private int peerPort(End end) throws IOException {
    return end == client && !relay.isEmpty()
        ? relay.get(0).local().getPort()
        : end.peer().getPort();
  }
}
