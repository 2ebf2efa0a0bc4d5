package dev.keepalive.agent.jmx;

/** The open connections of one peer. */
public final class PeerRow {
  private int openCount;
  private long bytesRead;
  private long bytesWritten;
  private long longestIdleMillis;

  void add(ConnectionRow row) {
    openCount++;
    bytesRead += row.getBytesRead();
    bytesWritten += row.getBytesWritten();
    longestIdleMillis = Math.max(longestIdleMillis, row.getIdleMillis());
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
