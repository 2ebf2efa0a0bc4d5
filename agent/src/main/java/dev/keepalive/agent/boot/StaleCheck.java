package dev.keepalive.agent.boot;

import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.net.SocketException;

/**
 * {@code stale.check}: before a client writes after a silence, the kernel is asked whether the peer
 * has closed meanwhile. If so, the write fails as a reset does, before a byte of it is sent: to
 * send the request again is safe.
 */
final class StaleCheck implements DescriptorUse {
  private static final long SILENCE_MILLIS = 1000;

  // Linux, include/net/tcp_states.h, and netinet/tcp.h
  private static final int CLOSED = 7;
  private static final int CLOSE_WAIT = 8;
  private static final int LEVEL_TCP = 6;
  private static final int TCP_INFO = 11;

  private int state;

  private StaleCheck() {}

  /**
   * @return null: the write may go on
   */
  static Throwable before(Object record) {
    if (!(record instanceof Connection) || !((Connection) record).staleCheck) {
      return null;
    }
    Connection connection = (Connection) record;
    if (Clock.now - connection.lastActivity() <= SILENCE_MILLIS
        || connection.condemnation != null) {
      return null;
    }
    try {
      StaleCheck check = new StaleCheck();
      if (!Access.withDescriptor(connection, check)
          || check.state != CLOSED && check.state != CLOSE_WAIT) {
        return null;
      }
      connection.staleFound = true;
      InetSocketAddress peer = connection.peer();
      return new SocketException(
          "Connection reset (keepalive-agent: stale.check, "
              + peer.getHostString()
              + ":"
              + peer.getPort()
              + ")");
    } catch (Exception failure) {
      // Then the write itself will tell.
      return null;
    }
  }

  @Override
  public void use(FileDescriptor descriptor) throws Exception {
    state = Kernel.option(descriptor, LEVEL_TCP, TCP_INFO) & 0xff;
  }
}
