package dev.keepalive.agent.jmx;

import java.util.List;
import java.util.Map;

/** {@code dev.keepalive:type=Connections}. */
@Described("The TCP connections of this JVM, client and accepted, of every kind.")
public interface ConnectionsMXBean {
  @Described("Connections that are open now.")
  int getOpenCount();

  @Described("Open connections that this JVM opened.")
  int getClientCount();

  @Described("Open connections that this JVM accepted.")
  int getServerCount();

  @Described("Open connections that are silent: no byte either way for keepalive.idle.")
  int getIdleCount();

  @Described("Open connections whose peer has left a probe or retransmission unanswered.")
  int getProbingCount();

  @Described("Open connections with an operation that is blocked without progress.")
  int getStalledCount();

  @Described("Open connections that the peer closed and the application did not (CLOSE_WAIT).")
  int getCloseWaitCount();

  @Described("How long the longest blocked read has been under way, in milliseconds; 0: none.")
  long getLongestReadBlockedMillis();

  @Described("How long the longest blocked write has been under way, in milliseconds; 0: none.")
  long getLongestWriteBlockedMillis();

  @Described("Connections opened since start.")
  long getOpenedTotal();

  @Described("Connections closed since start.")
  long getClosedTotal();

  @Described("Connections ended by the agent since start, by reason.")
  Map<String, Long> getCondemnedTotal();

  @Described("Connections that mode=protect or observe kept the agent from ending, by reason.")
  Map<String, Long> getWouldCondemnTotal();

  @Described("Peers found dead since start: the kernel's own time-outs; see CondemnedTotal too.")
  long getDeadPeersTotal();

  @Described(
      "Connections whose first operation after 60 s of silence failed: what keepalive prevents.")
  long getFailedAfterIdleTotal();

  @Described("Heartbeats that were not answered within heartbeat.timeout, since start.")
  long getHeartbeatsMissedTotal();

  @Described("Connections that were garbage collected without being closed, since start.")
  long getLeakedTotal();

  @Described("Bytes read on all connections since start.")
  long getBytesReadTotal();

  @Described("Bytes written on all connections since start.")
  long getBytesWrittenTotal();

  @Described(
      "Open connections by peer: clients by the host:port asked for, accepted ones by"
          + " *:local-port; 200 rows, the rest under 'other'.")
  Map<String, PeerRow> getPeers();

  @Described("The drain on demand that runs, or the last one: how far it is.")
  DrainRow getDrain();

  @Described("Connections that match a filter, oldest first.")
  List<ConnectionRow> list(
      @Described(
              name = "filter",
              value =
                  "Words that must all hold, as: peer=pg:5432 role=client verdict=STALLED op=write idle.min=30s"
                      + " age.min=1h blocked.min=1m rule=10-pg id=42 after=1000; empty: all.")
          String filter,
      @Described(name = "limit", value = "Rows at most, up to 10000; 0 or less: 1000.") int limit);

  @Described("One connection.")
  ConnectionRow show(@Described(name = "id", value = "Its number, as list shows it.") long id);

  @Described(
      value =
          "Closes connections softly, as their peers would, at close.rate; returns how many match."
              + " An empty filter is refused.",
      action = true)
  int close(
      @Described(name = "filter", value = "Which, in the words of list.") String filter,
      @Described(name = "reason", value = "Why, for the log.") String reason);

  @Described(
      value =
          "Condemns connections at once: every operation of theirs fails. Returns how many. An"
              + " empty filter is refused.",
      action = true)
  int abort(
      @Described(name = "filter", value = "Which, in the words of list.") String filter,
      @Described(name = "reason", value = "Why, for the log and the application's exceptions.")
          String reason);

  @Described(
      value =
          "Begins to close the accepted connections that are open now: idle ones softly at"
              + " close.rate, the others when their exchange has ended. The JVM and its listeners"
              + " go on. Returns at once; the attribute Drain shows the progress.",
      action = true)
  void drain(
      @Described(
              name = "seconds",
              value = "For exchanges under way, up to 3600; 0: as long as shutdown.timeout.")
          int seconds);

  @Described(
      value = "Ends a drain on demand where it is. Returns whether one was running.",
      action = true)
  boolean cancelDrain();
}
