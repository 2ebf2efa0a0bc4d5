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

  @Described("How long the longest blocked read has been under way, in milliseconds; 0: none.")
  long getLongestReadBlockedMillis();

  @Described("How long the longest blocked write has been under way, in milliseconds; 0: none.")
  long getLongestWriteBlockedMillis();

  @Described("Connections opened since start.")
  long getOpenedTotal();

  @Described("Connections closed since start.")
  long getClosedTotal();

  @Described("Bytes read on all connections since start.")
  long getBytesReadTotal();

  @Described("Bytes written on all connections since start.")
  long getBytesWrittenTotal();

  @Described(
      "Open connections by peer: clients by the host:port asked for, accepted ones by"
          + " *:local-port; 200 rows, the rest under 'other'.")
  Map<String, PeerRow> getPeers();

  @Described("Connections that match a filter, oldest first.")
  List<ConnectionRow> list(
      @Described(
              name = "filter",
              value =
                  "Words that must all hold, as: peer=pg:5432 role=client op=write idle.min=30s"
                      + " age.min=1h blocked.min=1m id=42; empty: all.")
          String filter,
      @Described(name = "limit", value = "Rows at most; 0 or less: 1000.") int limit);
}
