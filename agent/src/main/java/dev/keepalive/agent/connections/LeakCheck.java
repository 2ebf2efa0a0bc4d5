package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.watch.WatchTask;

/** Lets go of connections whose owner was garbage collected without {@code close()}. */
public final class LeakCheck implements WatchTask {
  private final Registry registry;

  public LeakCheck(Registry registry) {
    this.registry = registry;
  }

  @Override
  public void tick() {
    for (Connection connection : registry.open()) {
      if (connection.owner.get() == null) {
        registry.remove(connection);
      }
    }
  }
}
