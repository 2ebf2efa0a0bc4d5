package dev.keepalive.agent.weave;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which gates have to stand, and for which it is too late. Asked of each class that loads. */
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
  Gate in(String name) {
    return Gate.PLACES.contains(name) ? inPlace(name) : null;
  }

  private synchronized Gate inPlace(String name) {
    Gate gate = wanted.get(name);
    if (gate == null) {
      open.add(name);
    }
    return gate;
  }

  /** A class was loaded as it is. */
  void isLoaded(String name) {
    if (Gate.PLACES.contains(name)) {
      synchronized (this) {
        open.add(name);
      }
    }
  }
}
