package dev.keepalive.agent.drain;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.Leftover;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.tcp.Inbox;
import dev.keepalive.agent.watch.AgentThreads;
import dev.keepalive.agent.watch.Enforcer;

/**
 * The last of a JVM's life: our FIN on every connection of either role, and time for what is unread
 * or unacknowledged. A peer that merely does not answer our FIN is not waited for.
 */
final class Linger implements Runnable {
  private final Registry registry;
  private final Enforcer enforcer;
  private final Inbox inbox;
  private volatile boolean over;

  Linger(Registry registry, Enforcer enforcer, Inbox inbox) {
    this.registry = registry;
    this.enforcer = enforcer;
    this.inbox = inbox;
  }

  /**
   * @return how many of the connections were closed by us first
   */
  int sendFins() {
    int first = 0;
    for (Connection connection : registry.open()) {
      try {
        if (isOurs(connection)) {
          boolean closedByPeer = inbox.hasUnread(connection) && inbox.isClosedByPeer();
          if (enforcer.drain(connection) && !closedByPeer) {
            first++;
          }
        }
      } catch (Exception failure) {
        Hooks.failed(failure);
      }
    }
    return first;
  }

  /** Waits until nothing is unread or unacknowledged, so long at most. */
  void await(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    boolean reads = false;
    while ((enforcer.isBusy() || isPending()) && System.nanoTime() < end) {
      if (!reads) {
        reads = true;
        AgentThreads.start(this, "keepalive-agent-linger");
      }
      Thread.sleep(DrainClock.BEAT_MILLIS);
    }
    over = true;
  }

  private boolean isPending() {
    for (Connection connection : registry.open()) {
      try {
        if (isOurs(connection) && isPending(connection)) {
          return true;
        }
      } catch (Exception failure) {
        Hooks.failed(failure);
      }
    }
    return false;
  }

  private boolean isPending(Connection connection) throws Exception {
    if (connection.condemnation != null) {
      // Shut down in both directions: it is readable for ever, and nothing can come.
      return false;
    }
    boolean unread = inbox.hasUnread(connection);
    return unread && !inbox.isOver() && !inbox.isClosedByPeer() || inbox.isFinUnacknowledged();
  }

  private static boolean isOurs(Connection connection) {
    Policy policy = (Policy) connection.policy;
    return policy != null && policy.mode.ends();
  }

  /** Reads away what nobody else reads. */
  @Override
  public void run() {
    while (!over) {
      for (Connection connection : registry.open()) {
        try {
          if (isOurs(connection)) {
            Leftover.drop(connection);
          }
        } catch (Exception closedMeanwhile) {
          // Then there is nothing left to read.
        }
      }
      try {
        Thread.sleep(DrainClock.BEAT_MILLIS);
      } catch (InterruptedException nobodyMay) {
        return;
      }
    }
  }
}
