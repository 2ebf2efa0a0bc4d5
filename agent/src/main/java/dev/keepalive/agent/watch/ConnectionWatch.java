package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.Counters;
import dev.keepalive.agent.connections.DeadEvidence;
import dev.keepalive.agent.connections.Findings;
import dev.keepalive.agent.connections.Reason;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.connections.Verdict;
import dev.keepalive.agent.connections.Watched;
import dev.keepalive.agent.options.Mode;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.tcp.KeepaliveOptions;
import dev.keepalive.agent.tcp.KernelLook;

/** Looks at every connection at every tick: kernel state, verdict, deadlines, reports. */
public final class ConnectionWatch implements WatchTask {
  /** What of the options is not the policy of one connection. */
  public interface Limits {
    long intervalMillis();

    /** Soft closes a second at most. */
    int closeRate();

    /** How long an ended connection may stay unclosed by its owner, in milliseconds. */
    long closeGraceMillis();
  }

  private final Registry registry;
  private final Counters counters;
  private final KeepaliveOptions keepaliveOptions;
  private final Limits limits;
  private final KernelLook kernel;
  private final Deadlines deadlines;
  private final EventLog log = new EventLog();
  private final Enforcer enforcer;

  public ConnectionWatch(
      Registry registry,
      Counters counters,
      KeepaliveOptions keepaliveOptions,
      Limits limits,
      boolean linux) {
    this.registry = registry;
    this.counters = counters;
    this.keepaliveOptions = keepaliveOptions;
    this.limits = limits;
    this.kernel = new KernelLook(linux);
    this.deadlines = new Deadlines(kernel);
    this.enforcer = new Enforcer(registry, counters, kernel, log);
  }

  /** Ends connections on command, too. */
  public Enforcer enforcer() {
    return enforcer;
  }

  /** The record that is being looked at, by whom, and how many were: for the guard. */
  private volatile Watched current;

  private volatile Thread looker;

  private volatile long looks;

  @Override
  public void tick() {
    kernel.prepare();
    long now = Clock.now;
    long interval = limits.intervalMillis();
    enforcer.tick(limits.closeRate() * interval / 1000.0);
    for (Connection connection : registry.connecting()) {
      guarded(connection, now, interval, true);
    }
    for (Connection connection : registry.open()) {
      if (guarded(connection, now, interval, false)) {
        // Got stuck in it, and was replaced meanwhile.
        return;
      }
    }
    log.tick(now);
  }

  private boolean guarded(Connection connection, long now, long interval, boolean connecting) {
    Watched watched = Watched.of(connection);
    if (watched.shunned) {
      return false;
    }
    looker = Thread.currentThread();
    current = watched;
    looks++;
    try {
      if (connecting) {
        lookAtConnecting(connection, now, interval);
      } else {
        lookAt(connection, watched, now, interval);
      }
    } catch (Throwable failure) {
      Hooks.failed(failure);
    } finally {
      if (current == watched) {
        current = null;
      }
    }
    boolean replaced = watched.shunned;
    // Out of it at last: whoever took over may look at it again.
    watched.shunned = false;
    return replaced;
  }

  /**
   * Whether the watch waits for the lock of the record that it was at already at {@code looksThen};
   * that record is given up. A watch that is merely slow is not stuck.
   */
  boolean isStuckSince(long looksThen) {
    Thread thread = looker;
    return current != null
        && looks == looksThen
        && thread != null
        && thread.getState() == Thread.State.BLOCKED;
  }

  /** Gives up the record that the watch is stuck in, until it comes out of it. */
  void shun() {
    Watched stuck = current;
    if (stuck != null) {
      stuck.shunned = true;
    }
  }

  long looks() {
    return looks;
  }

  private void lookAtConnecting(Connection connection, long now, long interval) throws Exception {
    if (connection.owner() == null) {
      registry.removeConnecting(connection);
      return;
    }
    Policy policy = (Policy) connection.policy;
    if (connection.isConnecting()
        && policy.mode != Mode.OFF
        && Deadlines.connectPassed(connection, policy, now, interval)) {
      enforcer.end(connection, Watched.of(connection), policy, Reason.CONNECT_TIMEOUT, now);
    }
  }

  private void lookAt(Connection connection, Watched watched, long now, long interval)
      throws Exception {
    Policy policy = (Policy) connection.policy;
    if (connection.owner() == null) {
      if (registry.remove(connection)) {
        counters.leaked.increment();
        log.tell(connection, "leaked: garbage collected without close()", null, true);
      }
      return;
    }
    if (watched.ending != null) {
      enforcer.goOn(connection, watched.ending, now, limits.closeGraceMillis());
      return;
    }
    if (watched.closeRequested) {
      enforcer.end(connection, watched, policy, Reason.CLOSE, now);
      return;
    }
    if (policy == null || policy.mode == Mode.OFF) {
      return;
    }
    if (!watched.optionsComplete) {
      watched.optionsComplete = true;
      keepaliveOptions.apply(connection, policy);
    }
    if (isKernelDue(connection, watched, policy, now, interval) && kernel.at(connection)) {
      takeIn(connection, watched, now);
    }
    Verdict before = watched.verdict;
    judge(connection, watched, policy, now);
    report(connection, watched, before, policy, now);
    Reason reason = deadlines.passed(connection, watched, policy, now, interval);
    if (reason != null) {
      enforcer.end(connection, watched, policy, reason, now);
    }
  }

  private void judge(Connection connection, Watched watched, Policy policy, long now)
      throws Exception {
    Verdict before = watched.verdict;
    watched.verdict = Verdicts.of(connection, watched, policy, now);
    if (watched.verdict != before) {
      registry.observers().verdictChanged(connection, before, watched.verdict);
    }
  }

  /** Each tick where something is pending, else once per {@code keepalive.interval}, staggered. */
  private boolean isKernelDue(
      Connection connection, Watched watched, Policy policy, long now, long interval) {
    if (!kernel.isAvailable()) {
      return false;
    }
    boolean pending =
        watched.isUnanswered()
            || connection.writeSince > 0
            || connection.incompleteSince > 0
            || connection.lastWrite > 0 && now - connection.lastWrite <= 3 * interval;
    // A tick that comes a moment early must not put the look off to the next.
    if (!pending && now + interval / 2 < watched.nextLook) {
      return false;
    }
    long pause = policy.keepaliveIntervalSeconds * 1000L;
    if (policy.closeWaitTimeoutMillis > 0) {
      pause = Math.min(pause, policy.closeWaitTimeoutMillis / 2);
    }
    long spread = watched.nextLook == 0 ? connection.id * interval % Math.max(pause, 1) : 0;
    watched.nextLook = now + pause - spread;
    return true;
  }

  private void takeIn(Connection connection, Watched watched, long now) {
    boolean gaveUp = kernel.state() == KernelLook.CLOSED && watched.isUnanswered();
    if (gaveUp && !watched.deadCounted) {
      watched.deadCounted = true;
      counters.deadPeers.increment();
      registry.observers().peerDied(connection);
    }
    boolean writing = connection.writeSince > 0 || connection.incompleteSince > 0;
    boolean rests = !writing && kernel.unanswered() == 0 && kernel.state() != KernelLook.CLOSE_WAIT;
    boolean first = watched.kernelState == 0;
    boolean progress = writing && !first && watched.bytesAcked != (int) kernel.bytesAcked();
    watched.findings = rests ? null : findings(connection, watched.findings, progress, now);
    watched.bytesAcked = (int) kernel.bytesAcked();
    watched.kernelState = (byte) kernel.state();
    watched.lastDataReceivedMillis = kernel.lastDataReceivedMillis();
    watched.unacknowledgedBytes = kernel.unacknowledgedBytes();
  }

  private Findings findings(Connection connection, Findings before, boolean progress, long now) {
    Findings findings = before == null ? new Findings() : before;
    findings.evidence =
        DeadEvidence.after(findings.evidence, kernel.unanswered(), connection.bytesRead, now);
    if (progress) {
      findings.progressAt = now;
    }
    if (kernel.state() != KernelLook.CLOSE_WAIT) {
      findings.peerClosedSince = 0;
    } else if (findings.peerClosedSince == 0) {
      findings.peerClosedSince = now;
    }
    return findings;
  }

  private void report(
      Connection connection, Watched watched, Verdict before, Policy policy, long now) {
    Findings findings = watched.findings;
    if (policy.closeWaitReportMillis > 0
        && findings != null
        && !findings.peerClosedReported
        && findings.peerClosedSince > 0
        && now - findings.peerClosedSince >= policy.closeWaitReportMillis) {
      findings.peerClosedReported = true;
      log.tell(connection, "the peer closed and the application did not notice", null, true);
    }
    if (watched.verdict == Verdict.STALLED
        && before != Verdict.STALLED
        && policy.stallReportMillis > 0) {
      log.tell(connection, "stalled", null, false);
    }
  }
}
