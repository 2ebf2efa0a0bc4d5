package dev.keepalive.sample;

/** What the demo does to a connection, one row of its table each. */
enum Fault {
  HANGS("peer hangs (Socket)", Where.LOOPBACK, Kind.SOCKET),
  HANGS_TLS("peer hangs (TLS)", Where.LOOPBACK, Kind.TLS),
  HANGS_SELECTOR("peer hangs (selector)", Where.LOOPBACK, Kind.SELECTOR),
  HANGS_ASYNC("peer hangs (async)", Where.LOOPBACK, Kind.ASYNC),
  STOPS_READING("peer stops reading (Socket)", Where.LOOPBACK, Kind.SOCKET),
  STOPS_READING_TLS("peer stops reading (TLS)", Where.LOOPBACK, Kind.TLS),
  STOPS_READING_CHANNEL("peer stops reading (channel)", Where.LOOPBACK, Kind.CHANNEL),
  NO_CONNECT("connect never answered (Socket)", Where.LOOPBACK, Kind.SOCKET),
  NO_CONNECT_CHANNEL("connect never answered (channel)", Where.LOOPBACK, Kind.CHANNEL),
  KEPT_ALIVE("idle connections that are probed", Where.LOOPBACK, null),
  TERMINATED("SIGTERM to a server, 10 requests under way", Where.SERVER, null),
  FORGOTTEN("idle 9 s behind a NAT that forgets", Where.LAB, Kind.SOCKET),
  DEAD_READING("link dies while reading", Where.LAB, Kind.SOCKET),
  DEAD_ASKING("request onto a dead link", Where.LAB, Kind.CHANNEL);

  /** Where it can be made. */
  enum Where {
    /** Without any rights. */
    LOOPBACK,
    /** On the server's side, by the demo itself. */
    SERVER,
    /** In network namespaces: with root. */
    LAB
  }

  final String text;
  final Where where;
  final Kind kind;

  Fault(String text, Where where, Kind kind) {
    this.text = text;
    this.where = where;
    this.kind = kind;
  }
}
