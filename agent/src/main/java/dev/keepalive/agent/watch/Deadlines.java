package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.ReadDeadline;
import dev.keepalive.agent.connections.Reason;
import dev.keepalive.agent.connections.Watched;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.tcp.KernelLook;
import java.util.Random;

/**
 * Which deadline a connection has passed. Marks are of the coarse clock and so up to one interval
 * early: a deadline is passed only one interval later, never too soon.
 */
final class Deadlines {
  /** No exchange is under way on a connection that has been silent for so long. */
  private static final long QUIET_MILLIS = 2000;

  private final Random random = new Random();

  /** Of this JVM: others that started with it must not close their connections at its times. */
  private final long seed = random.nextLong();

  private final KernelLook kernel;

  Deadlines(KernelLook kernel) {
    this.kernel = kernel;
  }

  /** Of an open connection whose kernel state was looked at as often as it needs. */
  Reason passed(Connection connection, Watched watched, Policy policy, long now, long interval)
      throws Exception {
    if (watched.isUnanswered()
        && watched.findings.evidence.suffices(policy.deadTimeoutMillis, now)
        && isNew(Reason.DEAD_TIMEOUT, watched, policy)) {
      return Reason.DEAD_TIMEOUT;
    }
    if ((isWriteStuck(connection.writeSince, watched, policy, now, interval)
            || isWriteStuck(connection.incompleteSince, watched, policy, now, interval)
                && Access.awaitsWriting(connection))
        && isNew(Reason.WRITE_TIMEOUT, watched, policy)) {
      return Reason.WRITE_TIMEOUT;
    }
    if (isReadDeadlineOurs(connection, policy)
        && isBlockedInRead(connection)
        && isPast(connection.readSince, policy.readTimeoutMillis, now, interval)
        && isNew(Reason.READ_TIMEOUT, watched, policy)) {
      return Reason.READ_TIMEOUT;
    }
    if (isAwaitingAnswer(connection)
        && isPast(connection.lastWrite, policy.responseTimeoutMillis, now, interval)
        && isNew(Reason.RESPONSE_TIMEOUT, watched, policy)
        && !isAnswered(connection)) {
      return Reason.RESPONSE_TIMEOUT;
    }
    return passedQuietly(connection, watched, policy, now, interval);
  }

  /** Where the mode forbids to end, a reason is counted once and must not hide the others. */
  private static boolean isNew(Reason reason, Watched watched, Policy policy) {
    return policy.mode.ends() || !watched.wouldHaveEndedFor(reason);
  }

  /** The answer is there, and the application has not read it (session tickets of TLS 1.3, too). */
  private boolean isAnswered(Connection connection) {
    return kernel.at(connection) && kernel.isReadable();
  }

  /** Progress is a byte taken, or acknowledged where the kernel tells. */
  private static boolean isWriteStuck(
      long since, Watched watched, Policy policy, long now, long interval) {
    return isPast(since, policy.writeTimeoutMillis, now, interval)
        && (watched.findings == null
            || watched.findings.progressAt == 0
            || now - watched.findings.progressAt >= policy.writeTimeoutMillis);
  }

  private Reason passedQuietly(
      Connection connection, Watched watched, Policy policy, long now, long interval) {
    // The watch thread set this mark itself: it is late already, never early. And a peer that only
    // closed its own side, and still gets its answer, is not gone.
    long closed = watched.findings == null ? 0 : watched.findings.peerClosedSince;
    if (closed > 0
        && isPast(
            Math.max(closed, connection.lastActivity()), policy.closeWaitTimeoutMillis, now, 0)
        && isNew(Reason.CLOSE_WAIT_TIMEOUT, watched, policy)) {
      return Reason.CLOSE_WAIT_TIMEOUT;
    }
    if (isPast(connection.lastActivity(), policy.idleTimeoutMillis, now, interval)
        && isNew(Reason.IDLE_TIMEOUT, watched, policy)) {
      return Reason.IDLE_TIMEOUT;
    }
    if (watched.moved && isQuiet(connection, now) && isNew(Reason.RESOLVE_CHECK, watched, policy)) {
      return Reason.RESOLVE_CHECK;
    }
    if (policy.lifetimeMillis > 0) {
      if (isPast(connection.openedAt, lifetimeMillis(connection, policy), now, interval)
          && isQuiet(connection, now)
          && isNew(Reason.LIFETIME, watched, policy)) {
        return Reason.LIFETIME;
      }
    }
    return null;
  }

  /** With the jitter of this connection, the same each time. */
  private long lifetimeMillis(Connection connection, Policy policy) {
    random.setSeed(seed ^ connection.id);
    double jitter = (random.nextDouble() * 2 - 1) * policy.lifetimeJitterPercent / 100;
    return Math.max(1, (long) (policy.lifetimeMillis * (1 + jitter)));
  }

  /** Whether a connect of a channel has taken too long. */
  static boolean connectPassed(Connection connection, Policy policy, long now, long interval) {
    return isPast(connection.openedAt, policy.connectTimeoutMillis, now, interval);
  }

  /**
   * A client that wrote and has heard nothing since. One that is still writing has not: a long
   * upload would look like a peer that does not answer.
   */
  static boolean isAwaitingAnswer(Connection connection) {
    return connection.isClient()
        && connection.wroteLast
        && connection.writeSince == 0
        && connection.incompleteSince == 0;
  }

  /** An operation that has its thread, or its handler, wait. */
  static boolean isBlockedInRead(Connection connection) {
    return connection.readSince > 0
        && (connection.reader != null || connection.kind == Connection.Kind.ASYNC_CHANNEL);
  }

  /** The reads of sockets end by themselves, by SO_TIMEOUT, unless the mode forbids to set it. */
  private static boolean isReadDeadlineOurs(Connection connection, Policy policy) {
    boolean socket =
        connection.kind == Connection.Kind.SOCKET
            || connection.kind == Connection.Kind.PLAIN_SOCKET;
    boolean endsItself = connection.timedRead && !policy.capDeadlines;
    return !socket && !endsItself
        || socket
            && !policy.mode.ends()
            && ReadDeadline.applies(connection.ownReadTimeoutMillis, policy);
  }

  private static boolean isQuiet(Connection connection, long now) {
    boolean midway =
        connection.isClient()
            ? connection.wroteLast
            : !connection.wroteLast && connection.bytesRead > 0;
    return !midway
        && connection.writeSince == 0
        && connection.incompleteSince == 0
        && now - connection.lastActivity() >= QUIET_MILLIS;
  }

  private static boolean isPast(long since, long timeoutMillis, long now, long interval) {
    return since > 0 && timeoutMillis > 0 && now - since >= timeoutMillis + interval;
  }
}
