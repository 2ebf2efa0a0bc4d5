package dev.keepalive.agent.drain;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.options.ShutdownOptions;
import dev.keepalive.agent.tcp.Inbox;

/**
 * What is under way on one accepted connection, judged by its marks: a request was read and its
 * answer has not been written and been quiet. Used by one thread.
 */
final class Exchange {
  /** Where it stands. */
  enum State {
    /** Nothing is under way. */
    NONE,
    /** Somebody is owed an answer, or may be in the middle of one. */
    UNDER_WAY,
    /** Silent for too long in the middle of one: a long poll, a subscriber. */
    STALLED
  }

  /** Marks cannot tell less apart. */
  private static final long LEAST_QUIET_MILLIS = 2 * DrainClock.BEAT_MILLIS;

  final Connection connection;
  private final DrainClock clock;
  private final long stalledMillis;
  private long quietMillis;
  private long bytesRead;
  private boolean answered;
  private long unreadSince;

  /** Whether somebody was owed an answer at any look; mere silence after one is not that. */
  private boolean wasBusy;

  /** Whether what was under way at the first look has ended: nothing is, or another one is. */
  private boolean firstEnded;

  private State state;

  /** Whether its outcome stands in the figures. */
  boolean counted;

  Exchange(Connection connection, DrainClock clock, ShutdownOptions options) {
    this.connection = connection;
    this.clock = clock;
    this.quietMillis = options.quietMillis;
    this.stalledMillis = options.stalledMillis;
    this.bytesRead = connection.bytesRead;
    this.answered = connection.wroteLast;
  }

  /** Looks at its marks again. */
  State look() throws Exception {
    noteNext();
    state = judge();
    firstEnded |= state != State.UNDER_WAY;
    return state;
  }

  /**
   * Looks at what has arrived, too: a request that nobody has read yet will be served. The peer's
   * FIN that nobody takes looks the same, but for the kernel's state.
   */
  State lookCloser(Inbox inbox) throws Exception {
    if (inbox.hasUnread(connection)) {
      state = unread(inbox);
      firstEnded &= state != State.UNDER_WAY;
    } else {
      unreadSince = 0;
      state = State.NONE;
    }
    return state;
  }

  /** At the last look. */
  State state() {
    return state;
  }

  boolean wasBusy() {
    return wasBusy;
  }

  /** Whether what was under way at the first look still is. */
  boolean isFirstUnderWay() {
    return !firstEnded;
  }

  /**
   * A client that sends its next request before the silence is over would never be let go: each
   * further request halves the silence that is asked of it.
   */
  private void noteNext() {
    long read = connection.bytesRead;
    if (read != bytesRead && answered) {
      firstEnded = true;
      quietMillis = Math.max(LEAST_QUIET_MILLIS, quietMillis / 2);
    }
    bytesRead = read;
    answered = connection.wroteLast;
  }

  private State judge() throws Exception {
    // Whoever has just begun to read may have the request already, and its marks come later.
    long silent = clock.since(Math.max(connection.lastActivity(), connection.readSince));
    boolean asked = connection.bytesRead > 0 && !connection.wroteLast;
    boolean writing =
        connection.writeSince > 0
            || connection.incompleteSince > 0 && Access.awaitsWriting(connection);
    // Whoever answers is not reading; whoever reads again has answered. Event loops that always
    // read are known by the silence alone.
    boolean busy = asked || writing || !Access.awaitsReading(connection);
    wasBusy |= busy;
    if (busy) {
      return silent >= stalledMillis ? State.STALLED : State.UNDER_WAY;
    }
    return silent < quietMillis ? State.UNDER_WAY : State.NONE;
  }

  private State unread(Inbox inbox) {
    if (unreadSince == 0) {
      unreadSince = clock.now();
    }
    long waiting = clock.now() - unreadSince;
    if (inbox.isClosedByPeer()) {
      return waiting >= quietMillis ? State.NONE : State.UNDER_WAY;
    }
    return waiting >= stalledMillis ? State.STALLED : State.UNDER_WAY;
  }
}
