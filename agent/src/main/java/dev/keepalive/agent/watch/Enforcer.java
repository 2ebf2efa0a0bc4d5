package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.ConnectionFilter;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Counters;
import dev.keepalive.agent.connections.Ending;
import dev.keepalive.agent.connections.Reason;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.connections.Watched;
import dev.keepalive.agent.log.Escape;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Durations;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.tcp.KernelLook;

/**
 * Ends connections that have passed a deadline, as far as the mode and {@code close.rate} allow,
 * and those that somebody wants ended.
 */
public final class Enforcer {
  private final Registry registry;
  private final Counters counters;
  private final Endings endings;
  private final EventLog log;
  private double softCloses;

  Enforcer(Registry registry, Counters counters, KernelLook kernel, EventLog log) {
    this.registry = registry;
    this.counters = counters;
    this.endings = new Endings(counters, registry.observers(), kernel);
    this.log = log;
  }

  /** Another tick: so many more soft closes are allowed. */
  void tick(double moreSoftCloses) {
    softCloses = Math.min(Math.max(1, moreSoftCloses), softCloses + moreSoftCloses);
  }

  /** Looks after a connection that was ended but is still not closed by its owner. */
  void goOn(Connection connection, Ending ending, long now, long graceMillis) throws Exception {
    endings.goOn(connection, ending, now, graceMillis);
  }

  /** Ends it for this reason, or counts that it would. */
  void end(Connection connection, Watched watched, Policy policy, Reason reason, long now)
      throws Exception {
    if (!policy.mode.ends() && reason != Reason.CLOSE) {
      if (watched.wouldEndFor(reason)) {
        counters.wouldCondemn(reason);
        log.tell(connection, "would condemn", reason.toString(), false);
      }
      return;
    }
    ConnectionView before = new ConnectionView(connection);
    if (reason.isSoft()) {
      if (softCloses >= 1 && endings.softly(connection, reason, now)) {
        softCloses--;
        log.tell(before, "closed", reason.toString(), null);
      }
    } else if (endings.firmly(connection, reason, detail(reason, policy), now)) {
      registry.removeConnecting(connection);
      log.tell(before, "condemned", reason.toString(), null);
    }
  }

  /** Ends a connection whose peer misses its heartbeats; on the thread that counts them. */
  public void missed(Connection connection) throws Exception {
    Policy policy = (Policy) connection.policy;
    end(connection, Watched.of(connection), policy, Reason.HEARTBEAT, Clock.now);
  }

  /** The rest of the end of a connection that was condemned on an application's thread. */
  public void condemned(Connection connection) throws Exception {
    ConnectionView before = new ConnectionView(connection);
    endings.condemned(connection, Reason.HEARTBEAT, Clock.now);
    log.tell(before, "condemned", Reason.HEARTBEAT.toString(), null);
  }

  /**
   * Asks for a soft close of every connection that matches; they are closed at {@code close.rate}.
   *
   * @return how many
   */
  public int close(ConnectionFilter filter, String why) {
    int count = 0;
    for (Connection connection : registry.open()) {
      if (filter.matches(connection)) {
        Watched.of(connection).closeRequested = true;
        count++;
      }
    }
    Log.info("close of " + count + " connections asked for: " + why);
    return count;
  }

  /**
   * Closes one connection softly as part of a drain, which paces its closes itself.
   *
   * @return whether it is ended by this call
   */
  public boolean drain(Connection connection) throws Exception {
    return endings.softly(connection, Reason.DRAIN, Clock.now);
  }

  /** Whether an end that was asked for waits to be made. */
  public boolean isBusy() {
    return endings.isBusy();
  }

  /**
   * Condemns every connection that matches, at once, whatever the mode.
   *
   * @return how many
   */
  public int abort(ConnectionFilter filter, String why) {
    int count = 0;
    for (Connection connection : registry.open()) {
      try {
        ConnectionView before = new ConnectionView(connection);
        if (filter.matches(connection)
            && endings.firmly(
                connection, Reason.ABORT, "aborted: " + Escape.text(why), Clock.now)) {
          log.tell(before, "condemned", Reason.ABORT.toString(), null);
          count++;
        }
      } catch (Exception failure) {
        Hooks.failed(failure);
      }
    }
    return count;
  }

  private static String detail(Reason reason, Policy policy) {
    return reason + " " + Durations.text(reason.millis(policy));
  }
}
