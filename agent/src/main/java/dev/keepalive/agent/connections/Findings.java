package dev.keepalive.agent.connections;

/** What the kernel told of a connection that does not simply rest. Times are of the clock. */
public final class Findings {
  /** Null: no probe or retransmission was unanswered at the last look. */
  public DeadEvidence evidence;

  /** When bytes of the write that is under way were last seen acknowledged; 0: never. */
  public long progressAt;

  /** Since when the peer has been seen closed; 0: it is not. */
  public long peerClosedSince;

  public boolean peerClosedReported;
}
