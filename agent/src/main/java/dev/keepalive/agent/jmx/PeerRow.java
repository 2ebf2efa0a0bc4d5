package dev.keepalive.agent.jmx;

import dev.keepalive.agent.connections.ConnectionView;

/** The open connections of one peer. */
public final class PeerRow {
  private int openCount;
  private long bytesRead;
  private long bytesWritten;
  private long longestIdleMillis;

  void add(ConnectionView view) {
    openCount++;
    bytesRead += view.bytesRead();
    bytesWritten += view.bytesWritten();
    longestIdleMillis = Math.max(longestIdleMillis, view.idleMillis());
  }

  public int getOpenCount() {
    return openCount;
  }

  /** On the connections that are open now. */
  public long getBytesRead() {
    return bytesRead;
  }

  /** On the connections that are open now. */
  public long getBytesWritten() {
    return bytesWritten;
  }

  public long getLongestIdleMillis() {
    return longestIdleMillis;
  }
}
