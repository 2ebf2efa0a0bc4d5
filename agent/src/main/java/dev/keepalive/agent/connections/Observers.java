package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import java.util.concurrent.CopyOnWriteArrayList;

/** All who observe; a failure of one is neither the others' nor the application's. */
public final class Observers implements ConnectionObserver {
  private final CopyOnWriteArrayList<ConnectionObserver> all =
      new CopyOnWriteArrayList<ConnectionObserver>();

  public void add(ConnectionObserver observer) {
    all.add(observer);
  }

  @Override
  public void opened(Connection connection) {
    for (ConnectionObserver observer : all) {
      try {
        observer.opened(connection);
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
  }

  @Override
  public void closed(Connection connection, String reason) {
    for (ConnectionObserver observer : all) {
      try {
        observer.closed(connection, reason);
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
  }

  @Override
  public void condemned(ConnectionView before, Reason reason) {
    for (ConnectionObserver observer : all) {
      try {
        observer.condemned(before, reason);
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
  }

  @Override
  public void peerDied(Connection connection) {
    for (ConnectionObserver observer : all) {
      try {
        observer.peerDied(connection);
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
  }

  @Override
  public void verdictChanged(Connection connection, Verdict before, Verdict after) {
    for (ConnectionObserver observer : all) {
      try {
        observer.verdictChanged(connection, before, after);
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
  }
}
