package dev.keepalive.it.faults;

/** What goes wrong, in the order of the table's columns. */
public enum Fault {
  NAT("NAT forgot the idle connection", "ask", "none: it goes on"),
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
  PEER_NEVER_READS("peer never reads", "push", "`write.timeout`; from the first write"),
  NEVER_CONNECTED("connect never answered", "connect", "`connect.timeout`; from the connect"),
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

  /** What is wrong with this outcome with the agent; null: nothing. */
  public String problem(Outcome outcome) {
    if (this == NAT) {
      return outcome.is("went-on") ? null : "did not go on";
    }
    if (!outcome.is("told")) {
      return "was not told";
    }
    return outcome.seconds() <= DEADLINE_SECONDS + GRACE_SECONDS ? null : "was told late";
  }
}
