package dev.keepalive.agent.connections;

/**
 * What the watch thread thinks of a connection; the first that holds, from the last to the first.
 */
public enum Verdict {
  /** A byte moved within {@code keepalive.idle}. */
  ACTIVE,
  /** No byte either way for {@code keepalive.idle}, which is when the kernel begins to probe. */
  IDLE,
  /** The kernel waits for the answer to at least one probe or retransmission. */
  PROBING,
  /** An operation has been blocked without progress for {@code stall.report}, or else 60 s. */
  STALLED,
  /** The peer closed its side (CLOSE_WAIT, LAST_ACK). */
  PEER_CLOSED,
  /** Condemned, or given up by the kernel after unanswered probes. */
  DEAD
}
