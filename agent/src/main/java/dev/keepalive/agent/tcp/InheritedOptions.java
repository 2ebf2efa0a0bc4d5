package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Connection;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What new connections have before anybody sets an option on them: the system's values, or those of
 * their listener. One in a second is asked for its five options, and speaks for the others that
 * open within it the same way; none does for a minute after the application has set an option where
 * connections might inherit it, as some may wait in the backlog since before.
 */
final class InheritedOptions {
  private static final long GOOD_MILLIS = 1000;
  private static final long DISTRUST_MILLIS = 60_000;
  private static final int MOST_LISTENERS = 1000;

  private static final class Sample {
    final OptionState state;
    final InetAddress host;
    final long takenAt = Clock.now;

    Sample(OptionState state, InetAddress host) {
      this.state = state;
      this.host = host;
    }
  }

  private final ConcurrentMap<Integer, Sample> ofListeners =
      new ConcurrentHashMap<Integer, Sample>();
  private volatile Sample ofClients;
  private volatile long distrustedUntil;

  /** What this one has; null: not known, ask it. */
  OptionState of(Connection connection) {
    if (!isOrdinary(connection)) {
      return null;
    }
    Sample sample = isClient(connection) ? ofClients : ofListeners.get(connection.localPort);
    return sample != null
            && Clock.now - sample.takenAt < GOOD_MILLIS
            && (isClient(connection) || sample.host == connection.localHost)
        ? sample.state
        : null;
  }

  /** This one was asked. */
  void note(Connection connection, OptionState state) {
    if (!isOrdinary(connection)) {
      return;
    }
    Sample sample = new Sample(state, connection.localHost);
    if (isClient(connection)) {
      ofClients = sample;
    } else if (ofListeners.size() < MOST_LISTENERS) {
      ofListeners.put(connection.localPort, sample);
    } else {
      ofListeners.clear();
    }
  }

  /** An option was set on a listener, or on what may become one. */
  void distrust() {
    distrustedUntil = Clock.now + DISTRUST_MILLIS;
    ofListeners.clear();
  }

  private boolean isOrdinary(Connection connection) {
    return connection.kind != Connection.Kind.NATIVE
        && !connection.ownOptions
        && (isClient(connection) || Clock.now >= distrustedUntil);
  }

  private static boolean isClient(Connection connection) {
    return connection.role == Connection.Role.CLIENT;
  }
}
