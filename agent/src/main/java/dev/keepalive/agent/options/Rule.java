package dev.keepalive.agent.options;

/** The options of some connections, and which connections those are. Immutable. */
final class Rule {
  final String name;

  /** What it gives itself. */
  final Winners given;

  final Policy policy;

  private final PeerPattern peer;
  private final PortRange[] localPorts;
  private final boolean clients;
  private final boolean servers;

  Rule(String name, Winners given, Policy policy) {
    this.name = name;
    this.given = given;
    this.policy = policy;
    String role = given.text(Option.ROLE);
    clients = !"server".equals(role);
    servers = !"client".equals(role);
    Value peers = given.value(Option.PEER);
    peer = peers == null ? null : (PeerPattern) peers.compiled;
    Value ports = given.value(Option.LOCAL_PORT);
    localPorts = ports == null ? null : (PortRange[]) ports.compiled;
  }

  /**
   * Whether it does anything. At run time a rule can lack its options still, or what it matches,
   * when the file has dropped that: it then holds for nothing, and hides no rule after it.
   */
  boolean isComplete() {
    return given.hasAny(Scope.MATCH) && given.hasAny(Scope.RULE);
  }

  /**
   * @param facts null if the peer is not known
   */
  boolean matches(boolean client, PeerFacts facts, int localPort) {
    return (client ? clients : servers)
        && (localPorts == null || PortRange.anyContains(localPorts, localPort))
        && (peer == null || facts != null && peer.matches(facts));
  }
}
