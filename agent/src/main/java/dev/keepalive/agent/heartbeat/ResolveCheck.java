package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.connections.Watched;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.watch.AgentThreads;
import dev.keepalive.agent.watch.WatchTask;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * {@code resolve.check}: whether the address of a client connection still belongs to the name that
 * the application asked for. The name service may take its time, so a thread of its own asks it,
 * one name after the other. Not to be found, twice running, is what counts: a service that gives
 * some of many addresses gives others each time. A name that cannot be looked up says nothing.
 */
public final class ResolveCheck implements WatchTask, Runnable {
  /** What is known of one name. */
  private static final class Name {
    Set<InetAddress> last = Collections.emptySet();
    Set<InetAddress> before = Collections.emptySet();
    int looks;
    long due;
    boolean asked;
  }

  private final Registry registry;
  private final Map<String, Name> names = new HashMap<String, Name>();
  private boolean started;

  public ResolveCheck(Registry registry) {
    this.registry = registry;
  }

  @Override
  public void tick() {
    Set<String> used = new HashSet<String>();
    for (Connection connection : registry.open()) {
      Policy policy = (Policy) connection.policy;
      if (policy != null && policy.resolveCheckMillis > 0 && connection.isClient()) {
        look(connection, policy, used);
      }
    }
    synchronized (this) {
      names.keySet().retainAll(used);
    }
  }

  private synchronized void look(Connection connection, Policy policy, Set<String> used) {
    InetSocketAddress peer = connection.peer();
    InetAddress address = peer.getAddress();
    String host = peer.getHostString();
    if (address == null || host.equals(address.getHostAddress())) {
      return;
    }
    used.add(host);
    Name name = names.get(host);
    if (name == null) {
      name = new Name();
      name.due = Clock.now + policy.resolveCheckMillis;
      names.put(host, name);
    }
    if (Clock.now >= name.due && !name.asked) {
      name.asked = true;
      name.due = Clock.now + policy.resolveCheckMillis;
      start();
    }
    Watched.of(connection).moved =
        name.looks >= 2 && !name.last.contains(address) && !name.before.contains(address);
  }

  private void start() {
    if (started) {
      notifyAll();
    } else {
      started = true;
      AgentThreads.start(this, "keepalive-agent-resolver");
    }
  }

  @Override
  public void run() {
    while (true) {
      String host = next();
      Set<InetAddress> found = null;
      try {
        found = new HashSet<InetAddress>(Arrays.asList(InetAddress.getAllByName(host)));
      } catch (UnknownHostException | RuntimeException notNow) {
        // Says nothing about the address.
      }
      synchronized (this) {
        Name name = names.get(host);
        if (name != null) {
          name.asked = false;
          if (found != null) {
            name.before = name.last;
            name.last = found;
            name.looks++;
          }
        }
      }
    }
  }

  private synchronized String next() {
    while (true) {
      for (Map.Entry<String, Name> entry : names.entrySet()) {
        if (entry.getValue().asked) {
          return entry.getKey();
        }
      }
      try {
        wait();
      } catch (InterruptedException nobodyMay) {
        // Looks again.
      }
    }
  }
}
