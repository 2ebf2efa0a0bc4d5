package dev.keepalive.subjects.heartbeat;

import dev.keepalive.subjects.Registry;
import java.util.TreeMap;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** What JMX tells of heartbeats. */
final class Rows {
  private Rows() {}

  /** Of the client connections to a port: how many are in each state, and how many answers had. */
  static String states(Registry registry, int port) throws Exception {
    TreeMap<String, Integer> states = new TreeMap<String, Integer>();
    for (CompositeData row : registry.list("role=client peer=*:" + port)) {
      boolean answered = (Long) row.get("heartbeatLastMicros") >= 0;
      String state = row.get("heartbeat") + (answered ? " answered" : "");
      states.merge(state, 1, Integer::sum);
    }
    return states.toString();
  }

  /** How many connections were ended for their heartbeats. */
  static Object condemned(Registry registry) throws Exception {
    TabularData reasons = (TabularData) registry.connections("CondemnedTotal");
    return reasons.get(new Object[] {"heartbeat"}).get("value");
  }
}
