package dev.keepalive.agent.drain;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.connections.Watched;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.options.ShutdownOptions;
import dev.keepalive.agent.tcp.Inbox;
import dev.keepalive.agent.watch.Enforcer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The orderly end of accepted connections: idle ones are closed softly, busy ones when their
 * exchange has ended. Used by one thread at a time.
 */
final class Drain {
  /** How far a drain goes. */
  enum Way {
    /** Closes what is idle, and at the last all of it at once: a JVM waits for it. */
    EXIT,
    /** Closes nothing and waits for what was under way at the first look: others will close. */
    WAIT,
    /** Closes what was open at the first look, at its own pace: nobody waits for it. */
    ON_DEMAND
  }

  private static final int MOST_CUT_PEERS = 10;

  private final Registry registry;
  private final Enforcer enforcer;
  private final Inbox inbox;
  private final ShutdownOptions options;
  private final DrainClock clock;
  private final DrainFigures figures;
  private Way way;
  private final Map<Connection, Exchange> exchanges = new HashMap<Connection, Exchange>();
  private int exitingThread;
  private boolean begun;
  private double allowance = 1;
  private long pacedAt;

  Drain(
      Registry registry,
      Enforcer enforcer,
      Inbox inbox,
      ShutdownOptions options,
      DrainClock clock,
      DrainFigures figures,
      Way way) {
    this.registry = registry;
    this.enforcer = enforcer;
    this.inbox = inbox;
    this.options = options;
    this.clock = clock;
    this.figures = figures;
    this.way = way;
    pacedAt = clock.now();
  }

  /** Nobody else closes any more. */
  void goOnAsExit() {
    way = Way.EXIT;
  }

  /** Exchanges whose request this thread read itself cannot end while it waits. */
  void doesNotWaitFor(Thread exiting) {
    exitingThread = Connection.numberOf(exiting);
  }

  /**
   * Looks at all of them, and closes what is to be closed.
   *
   * @return whether there is something to wait for
   */
  boolean look() {
    List<Exchange> idle = new ArrayList<Exchange>();
    int underWay = 0;
    for (Connection connection : registry.open()) {
      try {
        // One that is just being closed may still stand in the registry.
        boolean meant = !connection.isClosed() && concerned(connection);
        Exchange exchange = meant ? of(connection) : null;
        if (exchange == null || Watched.of(connection).ending != null) {
          continue;
        }
        Exchange.State state = exchange.look();
        if (state == Exchange.State.NONE && way == Way.WAIT && !begun) {
          state = exchange.lookCloser(inbox);
        }
        if (state == Exchange.State.NONE) {
          idle.add(exchange);
        } else if (state == Exchange.State.UNDER_WAY && isWaitedFor(exchange)) {
          underWay++;
        }
      } catch (Exception failure) {
        Hooks.failed(failure);
      }
    }
    begun = true;
    int left = way == Way.WAIT ? 0 : close(idle, underWay);
    figures.underWay = underWay;
    countEnded();
    return underWay > 0 || left > 0;
  }

  private boolean concerned(Connection connection) {
    Policy policy = (Policy) connection.policy;
    return !connection.isClient()
        && (way == Way.ON_DEMAND || policy != null && policy.mode.ends())
        && !options.excepts(connection.localPort());
  }

  /** Null: it came later than this drain is for. */
  private Exchange of(Connection connection) {
    Exchange exchange = exchanges.get(connection);
    if (exchange == null && (!begun || way == Way.EXIT)) {
      exchange = new Exchange(connection, clock, options);
      exchanges.put(connection, exchange);
      figures.connections++;
    }
    return exchange;
  }

  private boolean isWaitedFor(Exchange exchange) {
    if (way == Way.WAIT && !exchange.isFirstUnderWay()) {
      return false;
    }
    return exitingThread == 0
        || exchange.connection.wroteLast
        || exchange.connection.lastReader != exitingThread;
  }

  /**
   * So fast that it needs no waiting for, or as fast as allowed.
   *
   * @return how many are left to close
   */
  private int close(List<Exchange> idle, int underWay) {
    long now = clock.now();
    allowance += options.closeRate * (now - pacedAt) / 1000.0;
    allowance = Math.min(allowance, Math.max(1, options.closeRate));
    pacedAt = now;
    boolean atOnce = way == Way.EXIT && underWay == 0;
    int left = idle.size();
    for (Exchange exchange : idle) {
      if (!atOnce && allowance < 1) {
        break;
      }
      try {
        if (close(exchange)) {
          allowance--;
          left--;
        } else if (exchange.state() == Exchange.State.STALLED) {
          left--;
        }
      } catch (Exception failure) {
        Hooks.failed(failure);
      }
    }
    return left;
  }

  private boolean close(Exchange exchange) throws Exception {
    if (exchange.lookCloser(inbox) != Exchange.State.NONE) {
      return false;
    }
    if (enforcer.drain(exchange.connection) && !inbox.isClosedByPeer()) {
      figures.closedFirst++;
    }
    return true;
  }

  /** Those that we or their owners closed. */
  private void countEnded() {
    for (Exchange exchange : new ArrayList<Exchange>(exchanges.values())) {
      boolean closed = exchange.connection.isClosed();
      boolean answered = way == Way.WAIT && exchange.wasBusy() && !exchange.isFirstUnderWay();
      if (closed || answered || Watched.of(exchange.connection).ending != null) {
        count(exchange);
      }
      if (closed) {
        exchanges.remove(exchange.connection);
      }
    }
  }

  private void count(Exchange exchange) {
    if (exchange.counted) {
      return;
    }
    exchange.counted = true;
    if (exchange.wasBusy()) {
      figures.finished++;
    } else {
      figures.idle++;
    }
  }

  /** No more is waited for: what is still under way is cut, or let go. */
  void end() {
    for (Exchange exchange : exchanges.values()) {
      if (exchange.counted || exchange.state() == Exchange.State.NONE) {
        count(exchange);
      } else if (exchange.state() == Exchange.State.STALLED) {
        figures.letGo++;
      } else {
        figures.cut++;
        if (figures.cutPeers.size() < MOST_CUT_PEERS) {
          figures.cutPeers.add(ConnectionView.peerOf(exchange.connection));
        }
      }
    }
    figures.underWay = 0;
  }
}
