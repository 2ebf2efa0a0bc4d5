package dev.keepalive.agent.weave;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What keeps a class of connections that was put off from being used before it is woven: an
 * initializer that runs before there is a connection loads, before all else, another class of
 * connections, whose loader waits for the weaving.
 */
final class Gate {
  /** Where something needs the class that makes no connection of it. */
  static final List<Gate> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              // The adaptor of a listener makes itself a plain socket (up to Java 12).
              new Gate(
                  Targets.PLAIN,
                  "sun.nio.ch.ServerSocketAdaptor",
                  "java.net.Socket",
                  Targets.PLAIN_IN),
              new Gate(
                  Targets.PLAIN_LEAF,
                  "sun.nio.ch.ServerSocketAdaptor",
                  "java.net.Socket",
                  Targets.PLAIN_IN),
              // Streams ask what kind of channel they are of (20 and later).
              new Gate(Targets.CHANNEL, "sun.nio.ch.Streams", Targets.CHANNEL, Targets.ADAPTOR)));

  /** Classes that may get one, by their internal names. */
  static final Set<String> PLACES;

  static {
    Set<String> places = new HashSet<String>();
    for (Gate gate : ALL) {
      places.add(gate.place);
    }
    PLACES = Collections.unmodifiableSet(places);
  }

  /** The class that may wait. */
  final String type;

  /** If it is code of this class that needs it. */
  final String neededBy;

  /** Internal name of the class with the initializer. */
  final String place;

  /** Internal name of the class that it loads. */
  final String loads;

  private Gate(String type, String neededBy, String place, String loads) {
    this.type = type;
    this.neededBy = neededBy;
    this.place = place.replace('.', '/');
    this.loads = loads.replace('.', '/');
  }

  /** Of a class that may wait; null: there is none. */
  static Gate of(String type) {
    for (Gate gate : ALL) {
      if (gate.type.equals(type)) {
        return gate;
      }
    }
    return null;
  }
}
