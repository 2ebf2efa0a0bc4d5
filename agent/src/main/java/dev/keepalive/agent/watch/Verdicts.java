package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.Verdict;
import dev.keepalive.agent.connections.Watched;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.tcp.KernelLook;

/** Judges a connection by its marks and by the kernel's last word; {@link Verdict} says how. */
final class Verdicts {
  private static final long DEFAULT_STALL_MILLIS = 60_000;

  private Verdicts() {}

  static Verdict of(Connection connection, Watched watched, Policy policy, long now) {
    if (watched.deadCounted) {
      return Verdict.DEAD;
    }
    if (watched.kernelState == KernelLook.CLOSE_WAIT
        || watched.kernelState == KernelLook.LAST_ACK) {
      return Verdict.PEER_CLOSED;
    }
    if (isStalled(connection, policy, now)) {
      return Verdict.STALLED;
    }
    if (watched.isUnanswered()) {
      return Verdict.PROBING;
    }
    return now - connection.lastActivity() >= policy.keepaliveIdleSeconds * 1000L
        ? Verdict.IDLE
        : Verdict.ACTIVE;
  }

  /** A write without progress, or a client's read that waits for its answer. */
  private static boolean isStalled(Connection connection, Policy policy, long now) {
    long millis = policy.stallReportMillis > 0 ? policy.stallReportMillis : DEFAULT_STALL_MILLIS;
    long writing = connection.writeSince;
    long reading =
        Deadlines.isAwaitingAnswer(connection) && Deadlines.isBlockedInRead(connection)
            ? connection.readSince
            : 0;
    return writing > 0 && now - writing >= millis || reading > 0 && now - reading >= millis;
  }
}
