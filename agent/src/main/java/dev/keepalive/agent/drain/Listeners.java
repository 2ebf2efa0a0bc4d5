package dev.keepalive.agent.drain;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.Listener;
import dev.keepalive.agent.options.ShutdownOptions;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The sockets of the application that accept connections. */
final class Listeners {
  private final ConcurrentLinkedQueue<Listener> all = new ConcurrentLinkedQueue<Listener>();

  void add(Listener listener) {
    for (Listener known : all) {
      if (!known.isOpen()) {
        all.remove(known);
      } else if (known.isOf(listener)) {
        return;
      }
    }
    all.add(listener);
  }

  /** How many are open and not excepted. */
  int open(ShutdownOptions options) {
    int open = 0;
    for (Listener listener : all) {
      if (isMeant(listener, options)) {
        open++;
      }
    }
    return open;
  }

  /** Whether clients wait in the backlog of one that is not excepted. */
  boolean haveWaitingClients(ShutdownOptions options) {
    for (Listener listener : all) {
      if (isMeant(listener, options) && hasWaitingClients(listener)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Closes each whose backlog is empty: clients that wait in it would be reset.
   *
   * @return whether all are closed now
   */
  boolean closeEmpty(ShutdownOptions options) {
    boolean all = true;
    for (Listener listener : this.all) {
      if (isMeant(listener, options)) {
        if (hasWaitingClients(listener)) {
          all = false;
        } else {
          close(listener);
        }
      }
    }
    return all;
  }

  private static boolean isMeant(Listener listener, ShutdownOptions options) {
    return listener.isOpen() && !options.excepts(listener.port());
  }

  private static boolean hasWaitingClients(Listener listener) {
    try {
      return listener.hasWaitingClients();
    } catch (Exception cannotBeTold) {
      Hooks.failed(cannotBeTold);
      return false;
    }
  }

  private static void close(Listener listener) {
    try {
      listener.close();
    } catch (Exception failure) {
      Hooks.failed(failure);
    }
  }
}
