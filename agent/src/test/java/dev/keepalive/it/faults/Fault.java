package dev.keepalive.it.faults;

/** What goes wrong, in the order of the table's columns. */
public enum Fault {
  NAT("NAT forgot the idle connection", "ask", "none, it must go on"),
  IDLE_DEAD(
      "link silently dead while idle",
      "ask",
      "keepalive had ended it; `connect.timeout` where the client connects anew; from the request,"
          + " 8 s after the link died"),
  DEAD_IN_FLIGHT(
      "link dead with data in flight",
      "ask",
      "`read.timeout`, `response.timeout`; from the request"),
  PEER_STOPPED(
      "peer process stopped", "ask", "`read.timeout`, `response.timeout`; from the request"),
  PEER_NEVER_READS("peer never reads", "push", "`write.timeout`; from when the buffers are full"),
  NEVER_CONNECTED(
      "connect never answered",
      Integer.toString(Firewall.SILENT_PORT),
      "`connect.timeout`; from the connect"),
  PEER_CLOSED(
      "peer closed, nobody looked", "leave-alone", "`close-wait.timeout`; from the peer's close");

  /** Of all deadlines, in the options that the clients run with. */
  private static final double DEADLINE_SECONDS = 3;

  private static final double GRACE_SECONDS = 2;

  public final String title;

  /** How the subjects use the connection then. */
  public final String use;

  /** Which deadline counts, and from when. */
  public final String deadline;

  Fault(String title, String use, String deadline) {
    this.title = title;
    this.use = use;
    this.deadline = deadline;
  }

  /**
   * How often a client asks before it tells: some ask once more by themselves, on a new connection
   * (JDK HttpClient connects once more, too). The deadline counts for each.
   */
  int tries(Client client) {
    switch (this) {
      case IDLE_DEAD:
      case NEVER_CONNECTED:
        return client == Client.JDK_HTTP ? 2 : 1;
      case DEAD_IN_FLIGHT:
      case PEER_STOPPED:
        return client.asksAgain() ? 2 : 1;
      case PEER_NEVER_READS:
        return client == Client.OKHTTP ? 2 : 1;
      default:
        return 1;
    }
  }

  /** What is wrong with this outcome with the agent; null: nothing. */
  public String problem(Client client, Outcome outcome) {
    if (this == NAT) {
      return outcome.is("went-on") ? null : "did not go on";
    }
    if (!outcome.is("told")) {
      return "was not told";
    }
    return late(client, outcome) ? "was told late" : null;
  }

  /** Whether all that is wrong is the time, which a machine that is busy takes too. */
  boolean late(Client client, Outcome outcome) {
    double limit = tries(client) * (DEADLINE_SECONDS + GRACE_SECONDS);
    return this != NAT && outcome.is("told") && outcome.seconds() > limit;
  }
}
