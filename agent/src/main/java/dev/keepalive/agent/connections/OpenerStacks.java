package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Decides of which connections it is remembered who opened them: a stack trace costs. */
public final class OpenerStacks {
  private static final int ONE_IN = 100;
  private static final int MOST_PEERS = 1000;

  private final Set<Long> seenPeers =
      Collections.newSetFromMap(new ConcurrentHashMap<Long, Boolean>());

  private final AtomicLong opened = new AtomicLong();

  /**
   * @param mode {@code off}, {@code on}, or {@code sampled}: the first of each peer, then one in a
   *     hundred
   * @param thread its name
   * @return that, or a stack with that as its message
   */
  Object opener(String mode, Connection connection, String thread) {
    if (mode.equals("off")) {
      return thread;
    }
    boolean wanted =
        mode.equals("on")
            || opened.incrementAndGet() % ONE_IN == 0
            || isFirst(connection.peerNumber());
    return wanted ? new Throwable(thread) : thread;
  }

  private boolean isFirst(Long peer) {
    // Asked before: adding what is there already takes a lock.
    return !seenPeers.contains(peer) && seenPeers.size() < MOST_PEERS && seenPeers.add(peer);
  }
}
