package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Listener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What new connections have before anybody sets an option on them: the system's values, or those of
 * their listener. One in a second is asked for its five options, and speaks for the others that
 * open within it the same way.
 */
final class InheritedOptions {
  private static final long GOOD_MILLIS = 1000;
  private static final int MOST_LISTENERS = 1000;

  private static final class Sample {
    final OptionState state;
    final long takenAt = Clock.now;

    Sample(OptionState state) {
      this.state = state;
    }

    boolean isGood() {
      return Clock.now - takenAt < GOOD_MILLIS;
    }
  }

  private final Queue<ListenerOptions> listeners = new ConcurrentLinkedQueue<ListenerOptions>();
  private volatile Sample clients;

  /** What this one has; null: not known, ask it. */
  OptionState of(Connection connection) {
    if (!inherits(connection)) {
      return null;
    }
    if (connection.isClient()) {
      Sample sample = clients;
      return sample != null && sample.isGood() ? sample.state : null;
    }
    OptionState state = null;
    for (ListenerOptions one : listeners) {
      if (one.port() == connection.localPort()) {
        if (state != null) {
          // Two addresses of one port: whose connection this is, its options will tell.
          return null;
        }
        state = one.inherited();
      }
    }
    return state;
  }

  /**
   * This one was asked.
   *
   * @return what it has, and of that what the application, or the system, had set
   */
  OptionState learn(Connection connection, OptionState found) {
    if (!inherits(connection)) {
      return found;
    }
    if (connection.isClient()) {
      clients = new Sample(found);
      return found;
    }
    for (ListenerOptions one : listeners) {
      OptionState known = one.port() == connection.localPort() ? one.learn(found) : null;
      if (known != null) {
        return known;
      }
    }
    return found;
  }

  private static boolean inherits(Connection connection) {
    return !connection.ownOptions && connection.kind != Connection.Kind.NATIVE;
  }

  /** The options of a listener; null: there are too many. */
  ListenerOptions listening(Listener listener) {
    ListenerOptions there = at(listener);
    if (there == null && listeners.size() < MOST_LISTENERS) {
      there = new ListenerOptions(listener);
      listeners.add(there);
    }
    return there;
  }

  /** Null: it is not known. */
  ListenerOptions at(Listener listener) {
    for (ListenerOptions one : listeners) {
      if (!one.listener.isOpen()) {
        listeners.remove(one);
      } else if (one.listener.isOf(listener)) {
        return one;
      }
    }
    return null;
  }

  /** A live view. */
  Iterable<ListenerOptions> listeners() {
    return listeners;
  }
}
