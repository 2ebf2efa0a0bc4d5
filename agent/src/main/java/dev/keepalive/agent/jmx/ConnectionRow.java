package dev.keepalive.agent.jmx;

import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.tcp.TcpOption;

/** One connection as JMX shows it; the getters are documented at {@link ConnectionView}. */
public final class ConnectionRow {
  private final ConnectionView view;

  ConnectionRow(ConnectionView view) {
    this.view = view;
  }

  public long getId() {
    return view.id();
  }

  public String getRole() {
    return view.role();
  }

  public String getKind() {
    return view.kind();
  }

  public String getLocal() {
    return view.local();
  }

  public String getPeer() {
    return view.peer();
  }

  public String getPeerAddress() {
    return view.peerAddress();
  }

  public long getOpenedAtEpochMillis() {
    return view.openedAtEpochMillis();
  }

  public String getVerdict() {
    return view.verdict().name();
  }

  public long getUnacknowledgedBytes() {
    return view.unacknowledgedBytes();
  }

  public long getLastDataReceivedMillis() {
    return view.lastDataReceivedMillis();
  }

  public String getHeartbeat() {
    return view.heartbeat();
  }

  public long getHeartbeatLastMicros() {
    return view.heartbeatLastMicros();
  }

  public long getHeartbeatSmoothedMicros() {
    return view.heartbeatSmoothedMicros();
  }

  public String getRule() {
    return view.rule();
  }

  public String getOpenedBy() {
    return view.openedBy();
  }

  public long getAgeMillis() {
    return view.ageMillis();
  }

  public long getIdleMillis() {
    return view.idleMillis();
  }

  public long getLastReadMillisAgo() {
    return view.lastReadMillisAgo();
  }

  public long getLastWriteMillisAgo() {
    return view.lastWriteMillisAgo();
  }

  public long getBytesRead() {
    return view.bytesRead();
  }

  public long getBytesWritten() {
    return view.bytesWritten();
  }

  public String getOperation() {
    return view.operation();
  }

  public long getReadBlockedMillis() {
    return view.readBlockedMillis();
  }

  public long getWriteBlockedMillis() {
    return view.writeBlockedMillis();
  }

  public String getBlockedThread() {
    return view.blockedThread();
  }

  /** Whether the kernel probes this connection. */
  public boolean isKeepalive() {
    return view.option(TcpOption.KEEPALIVE) == 1;
  }

  /** In force; -1: this connection has no such option. */
  public int getKeepaliveIdleSeconds() {
    return view.option(TcpOption.KEEPALIVE_IDLE);
  }

  /** In force; -1: this connection has no such option. */
  public int getKeepaliveIntervalSeconds() {
    return view.option(TcpOption.KEEPALIVE_INTERVAL);
  }

  /** In force; -1: this connection has no such option. */
  public int getKeepaliveCount() {
    return view.option(TcpOption.KEEPALIVE_COUNT);
  }

  /** In force; -1: this connection has no such option. */
  public int getUserTimeoutMillis() {
    return view.option(TcpOption.USER_TIMEOUT);
  }
}
