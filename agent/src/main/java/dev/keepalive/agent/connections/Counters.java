package dev.keepalive.agent.connections;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened since the start. */
public final class Counters {
  public final LongAdder deadPeers = new LongAdder();
  public final LongAdder failedAfterIdle = new LongAdder();
  public final LongAdder heartbeatsMissed = new LongAdder();
  public final LongAdder leaked = new LongAdder();
  private final Map<Reason, LongAdder> condemned = byReason();
  private final Map<Reason, LongAdder> wouldCondemn = byReason();

  public void condemned(Reason reason) {
    condemned.get(reason).increment();
  }

  public void wouldCondemn(Reason reason) {
    wouldCondemn.get(reason).increment();
  }

  /** Ends by reason; every reason is there. */
  public Map<String, Long> condemned() {
    return numbers(condemned);
  }

  /** Ends that the mode did not allow, by reason, once a connection and reason. */
  public Map<String, Long> wouldCondemn() {
    return numbers(wouldCondemn);
  }

  private static Map<Reason, LongAdder> byReason() {
    Map<Reason, LongAdder> map = new EnumMap<Reason, LongAdder>(Reason.class);
    for (Reason reason : Reason.values()) {
      map.put(reason, new LongAdder());
    }
    return map;
  }

  private static Map<String, Long> numbers(Map<Reason, LongAdder> map) {
    Map<String, Long> numbers = new TreeMap<String, Long>();
    for (Map.Entry<Reason, LongAdder> entry : map.entrySet()) {
      numbers.put(entry.getKey().toString(), entry.getValue().sum());
    }
    return numbers;
  }
}
