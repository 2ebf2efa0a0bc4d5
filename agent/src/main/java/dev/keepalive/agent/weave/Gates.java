package dev.keepalive.agent.weave;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which gates have to stand, and for which it is too late. */
final class Gates {
  /** By the names of their places. */
  private final Map<String, Gate> wanted = new HashMap<String, Gate>();

  /** Places that were loaded without. */
  private final Set<String> open = new HashSet<String>();

  /**
   * Wants this gate from now on.
   *
   * @return false: it is too late
   */
  synchronized boolean close(Gate gate) {
    if (open.contains(gate.place)) {
      return false;
    }
    wanted.put(gate.place, gate);
    return true;
  }

  /** What has to stand in a class that is about to be loaded; null: nothing. */
  synchronized Gate in(String type) {
    Gate gate = wanted.get(type);
    if (gate == null) {
      isLoaded(type);
    }
    return gate;
  }

  /** A class was loaded as it is. */
  synchronized void isLoaded(String type) {
    if (Gate.PLACES.contains(type)) {
      open.add(type);
    }
  }
}
