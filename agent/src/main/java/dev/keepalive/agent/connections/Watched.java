package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;

/** What the watch thread keeps of one connection, between its looks. Times are of the clock. */
public final class Watched {
  public volatile Verdict verdict = Verdict.ACTIVE;

  /** When the kernel is asked next. */
  public long nextLook;

  /** The kernel's TCP state at the last look; 0: not asked yet. */
  public int kernelState;

  /** Since the kernel last received data, at the last look, in milliseconds; -1: not told. */
  public volatile long lastDataReceivedMillis = -1;

  /** Bytes not acknowledged at the last look; -1: not told. */
  public volatile long unacknowledgedBytes = -1;

  /** Bytes acknowledged at the last look, and when that last rose. */
  public long bytesAcked = -1;

  /** Far in the past: never seen to rise. */
  public long ackedAt = Long.MIN_VALUE / 2;

  /** Null: its policy wants no heartbeats. */
  public volatile HeartbeatStatus heartbeat;

  /** Its address was found to belong to its name no more. */
  public volatile boolean moved;

  /** Unanswered probes or retransmissions at the last look. */
  public int unanswered;

  /** Since when they have not fallen, 0: there are none. */
  public long unansweredSince;

  /** In how many looks they rose. */
  public int rises;

  /** What had been read when they began to rise. */
  public long bytesReadThen;

  /** Since when the peer has been seen closed, 0: it is not. */
  public long peerClosedSince;

  public boolean peerClosedReported;
  public boolean stallReported;

  /** Whether it counts as a dead peer already. */
  public volatile boolean deadCounted;

  /** Reasons that were counted as "would condemn", a bit each. */
  private int wouldCondemn;

  /** Whether this reason was counted already, in a mode that does not end connections. */
  public boolean wouldHaveEndedFor(Reason reason) {
    return (wouldCondemn & 1 << reason.ordinal()) != 0;
  }

  /** Counts it; false: it was. */
  public boolean wouldEndFor(Reason reason) {
    boolean first = !wouldHaveEndedFor(reason);
    wouldCondemn |= 1 << reason.ordinal();
    return first;
  }

  /** Since when it is being ended by us, 0: it is not. */
  public volatile long endedSince;

  /** Why it is being ended by us; null: it is not. */
  public volatile Reason endedFor;

  /** Somebody asked for a soft close; the watch thread does it at its own rate. */
  public volatile boolean closeRequested;

  /** Ended in the hard way: nothing is left to do. */
  public boolean closedHard;

  /** The watch thread got stuck in it: its successors leave it alone. */
  public volatile boolean shunned;

  /** The age at which it is closed, with its own jitter; 0: not drawn yet. */
  public long lifetimeMillis;

  /** The state of this connection, made on first use by the opening thread. */
  public static Watched of(Connection connection) {
    Watched watched = (Watched) connection.watched;
    if (watched == null) {
      watched = new Watched();
      connection.watched = watched;
    }
    return watched;
  }
}
