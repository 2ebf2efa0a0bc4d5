package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.Watched;

/**
 * {@code dead.timeout}: evidence that the peer is gone. For so long the kernel's count of
 * unanswered retransmissions or probes never fell, it rose in at least three looks to three or
 * more, and nothing was read. A peer that is merely slow answers the kernel: its count falls to 0
 * again and again, and a single lost window probe stays counted but does not rise.
 */
final class DeadEvidence {
  private static final int ENOUGH = 3;

  private DeadEvidence() {}

  /** Takes in what the kernel just said. */
  static void look(Connection connection, Watched watched, int unanswered, long now) {
    boolean fresh = unanswered > 0 && watched.unansweredSince == 0;
    if (unanswered == 0
        || unanswered < watched.unanswered
        || connection.bytesRead != watched.bytesReadThen) {
      watched.unansweredSince = 0;
      watched.rises = 0;
      fresh = unanswered > 0;
    }
    if (fresh) {
      watched.unansweredSince = now;
      watched.bytesReadThen = connection.bytesRead;
      watched.rises = 1;
    } else if (unanswered > watched.unanswered) {
      watched.rises++;
    }
    if (unanswered == 0) {
      watched.bytesReadThen = connection.bytesRead;
    }
    watched.unanswered = unanswered;
  }

  /**
   * @param timeoutMillis 0: never
   */
  static boolean suffices(Watched watched, long timeoutMillis, long now) {
    return timeoutMillis > 0
        && watched.unanswered >= ENOUGH
        && watched.rises >= ENOUGH
        && now - watched.unansweredSince >= timeoutMillis;
  }
}
