package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Counters;
import dev.keepalive.agent.connections.Watched;
import dev.keepalive.agent.options.HeartbeatOptions;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.watch.AgentThreads;
import dev.keepalive.agent.watch.Enforcer;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends heartbeats when it is time, looks for their answers where the application does not read,
 * and counts misses. One thread, which begins with the first connection that wants heartbeats and
 * never waits for one of them.
 */
final class Ticker implements Runnable {
  /** Between looks while no answer is due, and the shortest and longest while one is. */
  private static final long PACE_MILLIS = 100;

  private static final long SHORTEST_MILLIS = 1;
  private static final long LONGEST_MILLIS = 25;

  /** A JVM that was stopped, or starved, has not waited. */
  private static final long MOST_MILLIS = 500;

  private final Set<Beat> beats = ConcurrentHashMap.newKeySet();
  private final Counters counters;
  private final Enforcer enforcer;
  private final Refusals refusals;
  private final Arrival arrival;
  private final TlsReaders tlsReaders = new TlsReaders();
  private boolean started;

  /** Milliseconds that this thread was awake. */
  private long now = 1;

  Ticker(Counters counters, Enforcer enforcer, Refusals refusals, boolean linux) {
    this.counters = counters;
    this.enforcer = enforcer;
    this.refusals = refusals;
    this.arrival = new Arrival(linux);
  }

  void add(Heartbeat heartbeat) {
    beats.add(new Beat(heartbeat));
    synchronized (this) {
      if (!started) {
        started = true;
        AgentThreads.start(this, "keepalive-agent-heartbeat");
      }
    }
  }

  /** What this thread keeps of one connection. */
  private static final class Beat {
    final Heartbeat heartbeat;

    /** When the present wait for an answer began, and the whole of it. */
    long waitsSince;

    long sentAt;
    int misses;
    int answersThen;
    int heardThen;
    long answeredAt;
    long nextLook;

    Beat(Heartbeat heartbeat) {
      this.heartbeat = heartbeat;
    }
  }

  @Override
  public void run() {
    long last = System.nanoTime();
    long pause = PACE_MILLIS;
    while (true) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException nobodyMay) {
        // Then it comes early.
      }
      long passed = (System.nanoTime() - last) / 1_000_000;
      last += passed * 1_000_000;
      now += Math.min(passed, MOST_MILLIS);
      pause = PACE_MILLIS;
      for (Iterator<Beat> all = beats.iterator(); all.hasNext(); ) {
        Beat beat = all.next();
        try {
          if (look(beat)) {
            pause = Math.min(pause, pause(beat));
          } else {
            all.remove();
          }
        } catch (Throwable failure) {
          Hooks.failed(failure);
        }
      }
    }
  }

  private long pause(Beat beat) {
    HeartbeatOptions options = ((Policy) beat.heartbeat.connection.policy).heartbeat;
    long idle =
        options == null ? PACE_MILLIS : Math.max(SHORTEST_MILLIS, options.intervalMillis / 4);
    if (beat.sentAt == 0) {
      return idle;
    }
    long waited = now - beat.sentAt;
    return Math.min(idle, Math.max(SHORTEST_MILLIS, Math.min(waited / 4, LONGEST_MILLIS)));
  }

  /** False: there is nothing more to do for it. */
  private boolean look(Beat beat) throws Exception {
    Heartbeat heartbeat = beat.heartbeat;
    Connection connection = heartbeat.connection;
    Policy policy = (Policy) connection.policy;
    if (connection.condemnation != null) {
      if (heartbeat.protocol.violation() != null && Watched.of(connection).ending == null) {
        enforcer.condemned(connection);
        if (!heartbeat.protocol.takesLeave()) {
          refusals.off(policy, ConnectionView.peerOf(connection), heartbeat.protocol.violation());
        }
      }
      return false;
    }
    if (!connection.isOpen() || connection.owner() == null) {
      return false;
    }
    take(beat, policy);
    if (beat.sentAt > 0) {
      await(beat, policy);
      return true;
    }
    if (heartbeat.isOver()) {
      // Its guard may go: nothing of ours is in its stream.
      heartbeat.status.off(heartbeat.protocol.givenUp());
      connection.guard = null;
      return false;
    }
    String why = maybeSend(beat, policy);
    if (why == null) {
      heartbeat.status.on();
    }
    return true;
  }

  /** Notes what came since the last look. */
  private void take(Beat beat, Policy policy) {
    Heartbeat heartbeat = beat.heartbeat;
    int answers = heartbeat.answers();
    if (answers != beat.answersThen) {
      beat.answersThen = answers;
      beat.answeredAt = Clock.now;
      beat.sentAt = 0;
      beat.misses = 0;
      if (heartbeat.protocol.answer() == Protocol.Answer.REFUSED) {
        refusals.off(
            policy, ConnectionView.peerOf(heartbeat.connection), heartbeat.protocol.refusal());
      }
    } else if (beat.sentAt > 0 && !heartbeat.isDue()) {
      // The peer took its leave instead.
      beat.sentAt = 0;
    }
    int heard = heartbeat.heard();
    if (heard != beat.heardThen) {
      beat.heardThen = heard;
      beat.waitsSince = now;
      beat.misses = 0;
    }
  }

  /** An answer is due: reads it where nobody else does, and counts how often it is missed. */
  private void await(Beat beat, Policy policy) throws Exception {
    Heartbeat heartbeat = beat.heartbeat;
    Connection connection = heartbeat.connection;
    if (now >= beat.nextLook) {
      beat.nextLook = now + Math.min((now - beat.sentAt) / 4, LONGEST_MILLIS);
      if (arrival.at(connection) && arrival.hasBytes() && heartbeat.isNobodyReading()) {
        if (heartbeat.isTls()) {
          tlsReaders.takeIn(heartbeat);
        } else {
          heartbeat.takeIn();
        }
        take(beat, policy);
      }
    }
    HeartbeatOptions options = policy.heartbeat;
    if (beat.sentAt == 0 || options == null || now - beat.waitsSince < options.timeoutMillis) {
      return;
    }
    beat.waitsSince = now;
    if (arrival.at(connection) && arrival.isReadable()) {
      // Something came and the application does not read it: not the peer's fault.
      return;
    }
    counters.heartbeatsMissed.increment();
    if (++beat.misses >= options.misses) {
      enforcer.missed(connection);
    }
  }

  /** Null: it was sent, or will be when it is time. */
  private String maybeSend(Beat beat, Policy policy) throws Exception {
    Heartbeat heartbeat = beat.heartbeat;
    HeartbeatOptions options = policy.heartbeat;
    if (options == null || !policy.mode.ends()) {
      heartbeat.status.off("switched off");
      return "";
    }
    if (refusals.isOff(policy)) {
      heartbeat.status.off("refused");
      return "";
    }
    Connection connection = heartbeat.connection;
    long quietSince = Math.max(connection.lastActivity(), beat.answeredAt);
    if (Clock.now - quietSince < options.intervalMillis) {
      return null;
    }
    String why = whyNot(heartbeat);
    if (why != null) {
      heartbeat.status.waits(why);
      return why;
    }
    beat.sentAt = now;
    beat.waitsSince = now;
    beat.nextLook = now;
    beat.misses = 0;
    if (!heartbeat.send()) {
      beat.sentAt = 0;
    }
    return null;
  }

  private String whyNot(Heartbeat heartbeat) throws Exception {
    String why = heartbeat.whyNot();
    if (why != null) {
      return why;
    }
    Connection connection = heartbeat.connection;
    if (heartbeat.isSelected() && !Access.awaitsReading(connection)) {
      return "its selector does not wait for anything to read";
    }
    if (Watched.of(connection).ending != null || !arrival.at(connection)) {
      return "it is being closed";
    }
    if (!arrival.isEstablished()) {
      return "the peer closed it";
    }
    return arrival.isReadable() ? "something waits to be read" : null;
  }
}
