package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.OlderReads;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.tcp.OptionState;
import dev.keepalive.agent.tcp.TcpOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What a record said at one moment, in the words of the user. */
public final class ConnectionView {
  private final Connection connection;
  private final long now = Clock.now;
  private final long readSince;
  private final long writeSince;
  private final Thread reader;
  private final Thread writer;

  public ConnectionView(Connection connection) {
    this.connection = connection;
    // One that began before its record has been under way at least since then.
    readSince = OlderReads.isUnderWay(connection) ? connection.openedAt : connection.readSince;
    writeSince = connection.writeSince;
    reader = connection.reader;
    writer = connection.writer;
  }

  public long id() {
    return connection.id;
  }

  /** {@code client} or {@code server}. */
  public String role() {
    return connection.isClient() ? "client" : "server";
  }

  /**
   * What the owner is: {@code socket}, {@code channel}, {@code async-channel} or {@code native}.
   */
  public String kind() {
    switch (connection.kind) {
      case CHANNEL:
        return "channel";
      case ASYNC_CHANNEL:
        return "async-channel";
      case NATIVE:
        return "native";
      default:
        return "socket";
    }
  }

  /** The name or address as the application asked for it, with the port. */
  public String peer() {
    return peerOf(connection);
  }

  /** The peer of a connection, as {@link #peer} tells it. */
  public static String peerOf(Connection connection) {
    InetSocketAddress peer = connection.peer();
    return text(peer.getHostString(), peer.getPort());
  }

  /** The numeric address of the peer, with the port. */
  public String peerAddress() {
    return numeric(connection.peer());
  }

  /** Asked for when first wanted; empty: it is closed. */
  public String local() {
    try {
      if (connection.localHost == null) {
        InetSocketAddress local = Access.local(connection);
        connection.localHost = local == null ? null : LocalHosts.shared(local.getAddress());
      }
    } catch (Exception failure) {
      Hooks.failed(failure);
    }
    return connection.localHost == null ? "" : numeric(connection.local());
  }

  /** What its peer counts under: clients by the peer asked for, accepted by the local port. */
  public String peerGroup() {
    return connection.isClient() ? peer() : "*:" + connection.localPort();
  }

  public long openedAtEpochMillis() {
    return connection.openedAtEpochMillis;
  }

  public long ageMillis() {
    return now - connection.openedAt;
  }

  /** Since a byte last moved either way. */
  public long idleMillis() {
    return now - connection.lastActivity();
  }

  /** Since the last byte was read; -1: none yet. */
  public long lastReadMillisAgo() {
    return connection.lastRead == 0 ? -1 : now - connection.lastRead;
  }

  /** Since the last byte was written; -1: none yet. */
  public long lastWriteMillisAgo() {
    return connection.lastWrite == 0 ? -1 : now - connection.lastWrite;
  }

  public long bytesRead() {
    return connection.bytesRead;
  }

  public long bytesWritten() {
    return connection.bytesWritten;
  }

  /** {@code read}, {@code write}, {@code read+write} or empty: what is under way. */
  public String operation() {
    if (readSince > 0) {
      return writeSince > 0 ? "read+write" : "read";
    }
    return writeSince > 0 ? "write" : "";
  }

  public long readBlockedMillis() {
    return readSince > 0 ? now - readSince : 0;
  }

  public long writeBlockedMillis() {
    return writeSince > 0 ? now - writeSince : 0;
  }

  /** The thread inside the operation that has been under way longest; empty: none. */
  public String blockedThread() {
    Thread thread = writer != null && (reader == null || writeSince < readSince) ? writer : reader;
    return thread == null ? "" : thread.getName();
  }

  public Verdict verdict() {
    return Watched.of(connection).verdict;
  }

  /**
   * Bytes written that the peer had not acknowledged at the last look; -1: not told (before 21).
   */
  public long unacknowledgedBytes() {
    return Watched.of(connection).unacknowledgedBytes;
  }

  /** Since the kernel received data, at the last look; -1: not told (before 21). */
  public long lastDataReceivedMillis() {
    return Watched.of(connection).lastDataReceivedMillis;
  }

  /**
   * Of its heartbeats: {@code on}, {@code waits: WHY}, {@code off: WHY}; empty: none are wanted.
   */
  public String heartbeat() {
    HeartbeatStatus status = Watched.of(connection).heartbeat;
    return status == null ? "" : status.state();
  }

  /** Round trip of the last heartbeat that was answered, in microseconds; -1: none yet. */
  public long heartbeatLastMicros() {
    HeartbeatStatus status = Watched.of(connection).heartbeat;
    return status == null ? -1 : status.lastMicros();
  }

  /** The same, smoothed. */
  public long heartbeatSmoothedMicros() {
    HeartbeatStatus status = Watched.of(connection).heartbeat;
    return status == null ? -1 : status.smoothedMicros();
  }

  /** The name of the rule that matched; empty: none. */
  public String rule() {
    Policy policy = (Policy) connection.policy;
    return policy == null || policy.rule == null ? "" : policy.rule;
  }

  public String openedBy() {
    return connection.openedBy();
  }

  /** The option's value in force, or {@link OptionState#UNAVAILABLE}. */
  public int option(TcpOption option) {
    OptionState state = (OptionState) connection.options;
    return state == null ? OptionState.UNAVAILABLE : state.inForce(option);
  }

  /** The address and port as numbers. */
  public static String numeric(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    return text(host == null ? address.getHostString() : host.getHostAddress(), address.getPort());
  }

  private static String text(String host, int port) {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
