package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What the watch thread keeps of one connection, between its looks. Times are of the clock. There
 * are as many as connections, nearly all of them idle: what only few need hangs from a reference.
 */
public final class Watched {
  private static final AtomicReferenceFieldUpdater<Connection, Object> WATCHED =
      AtomicReferenceFieldUpdater.newUpdater(Connection.class, Object.class, "watched");

  public volatile Verdict verdict = Verdict.ACTIVE;

  /** When the kernel is asked next. */
  public long nextLook;

  /** The kernel's TCP state at the last look; 0: not asked yet. */
  public byte kernelState;

  /** Since the kernel last received data, at the last look, in milliseconds; -1: not told. */
  public volatile int lastDataReceivedMillis = -1;

  /** Bytes not acknowledged at the last look; -1: not told. */
  public volatile int unacknowledgedBytes = -1;

  /** Bytes acknowledged at the last look, the lower half: to see whether they rise. */
  public int bytesAcked;

  /** Null: nothing was unanswered, under way or closed at the last look. */
  public Findings findings;

  /** Null: its policy wants no heartbeats. */
  public volatile HeartbeatStatus heartbeat;

  /** Its address was found to belong to its name no more. */
  public volatile boolean moved;

  /** All of its TCP options are set: at first some are left to the first look. */
  public volatile boolean optionsComplete;

  /** Whether it counts as a dead peer already. */
  public volatile boolean deadCounted;

  /** Reasons that were counted as "would condemn", a bit each. */
  private short wouldCondemn;

  /** Null: it is not being ended by us. */
  public volatile Ending ending;

  /** Somebody asked for a soft close; the watch thread does it at its own rate. */
  public volatile boolean closeRequested;

  /** The watch thread got stuck in it: its successors leave it alone. */
  public volatile boolean shunned;

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

  /** Whether probes or retransmissions were unanswered at the last look. */
  public boolean isUnanswered() {
    return findings != null && findings.evidence != null;
  }

  /** The state of this connection, made on first use: one that closes at once never needs it. */
  public static Watched of(Connection connection) {
    Watched watched = ifAny(connection);
    if (watched != null) {
      return watched;
    }
    WATCHED.compareAndSet(connection, null, new Watched());
    return ifAny(connection);
  }

  /** The state of this connection; null: nobody needed it yet. */
  public static Watched ifAny(Connection connection) {
    return (Watched) connection.watched;
  }
}
