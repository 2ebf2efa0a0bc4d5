package dev.keepalive.agent.connections;

/**
 * {@code dead.timeout}: evidence that the peer is gone. For so long the kernel's count of
 * unanswered retransmissions or probes never fell, it rose in at least three looks to three or
 * more, and nothing was read. A peer that is merely slow answers the kernel: its count falls to 0
 * again and again, and a single lost window probe stays counted but does not rise.
 */
public final class DeadEvidence {
  private static final int ENOUGH = 3;

  private final long since;
  private final long bytesReadThen;
  private int unanswered;
  private int rises = 1;

  private DeadEvidence(int unanswered, long bytesRead, long now) {
    this.unanswered = unanswered;
    this.bytesReadThen = bytesRead;
    this.since = now;
  }

  /**
   * Takes in what the kernel just said.
   *
   * @param before null: there was none
   * @param unanswered retransmissions or probes
   * @return null: there is none
   */
  public static DeadEvidence after(DeadEvidence before, int unanswered, long bytesRead, long now) {
    if (unanswered == 0) {
      return null;
    }
    if (before == null || unanswered < before.unanswered || bytesRead != before.bytesReadThen) {
      return new DeadEvidence(unanswered, bytesRead, now);
    }
    if (unanswered > before.unanswered) {
      before.unanswered = unanswered;
      before.rises++;
    }
    return before;
  }

  /**
   * @param timeoutMillis 0: never
   */
  public boolean suffices(long timeoutMillis, long now) {
    return timeoutMillis > 0
        && unanswered >= ENOUGH
        && rises >= ENOUGH
        && now - since >= timeoutMillis;
  }
}
