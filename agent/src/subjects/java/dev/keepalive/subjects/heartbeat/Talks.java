package dev.keepalive.subjects.heartbeat;

/** The conversations by the names of their clients. */
final class Talks {
  private Talks() {}

  static Load.Talk of(String kind, int port, int number) throws Exception {
    switch (kind) {
      case "jedis":
        return new RedisTalk(port, false, number);
      case "jedis-tls":
        return new RedisTalk(port, true, number);
      default:
        throw new IllegalArgumentException(kind);
    }
  }
}
