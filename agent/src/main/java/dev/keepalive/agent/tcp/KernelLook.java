package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.DescriptorUse;
import dev.keepalive.agent.boot.FullTcpInfo;
import dev.keepalive.agent.boot.Kernel;
import java.io.FileDescriptor;

/**
 * The kernel's view of a connection: the whole of TCP_INFO on Java 21 and later, else its first
 * word, which is all that the JDK's own native reads. Used by one thread; it holds what the last
 * look saw.
 */
public final class KernelLook implements DescriptorUse {
  // Linux, include/net/tcp_states.h
  public static final int FIN_WAIT1 = 4;
  public static final int CLOSED = 7;
  public static final int CLOSE_WAIT = 8;
  public static final int LAST_ACK = 9;
  public static final int CLOSING = 11;

  private static final int LEVEL_TCP = 6;
  private static final int TCP_INFO = 11;

  private final boolean available;
  private int word;
  private boolean readable;

  /** Null: not to be had, or not prepared yet. */
  private FullTcpInfo full;

  private boolean prepared;
  private boolean fullRead;

  public KernelLook(boolean linux) {
    available = linux;
  }

  /** Whether this platform tells at all. */
  public boolean isAvailable() {
    return available;
  }

  /**
   * Links the foreign function, which takes a second or two on a busy machine: by the thread that
   * looks, once, before it looks at anything.
   */
  public void prepare() {
    if (available && !prepared) {
      prepared = true;
      full = FullTcpInfo.orNull();
    }
  }

  /** Looks; false: the connection is closed, or the kernel does not tell of such a one. */
  public boolean at(Connection connection) {
    try {
      return available && Access.withDescriptor(connection, this);
    } catch (Exception refused) {
      // Its deadlines hold all the same, as far as they need no look.
      return false;
    }
  }

  @Override
  public void use(FileDescriptor descriptor) throws Exception {
    fullRead = full != null && full.read(descriptor);
    word = fullRead ? full.firstWord() : Kernel.option(descriptor, LEVEL_TCP, TCP_INFO);
    readable = Kernel.isReadable(descriptor);
  }

  /** The TCP state, by Linux's numbers. */
  public int state() {
    return word & 0xff;
  }

  /** Retransmissions or probes, whichever are more, that the peer has not answered. */
  public int unanswered() {
    return Math.max(word >> 16 & 0xff, word >>> 24);
  }

  /** Since the kernel last received data, in milliseconds; -1: it does not tell (before 21). */
  public int lastDataReceivedMillis() {
    return fullRead ? saturated(full.lastDataReceivedMillis()) : -1;
  }

  /** Bytes acknowledged since the opening; -1: it does not tell (before 21). */
  public long bytesAcked() {
    return fullRead ? full.bytesAcked() : -1;
  }

  /** Bytes written that are not acknowledged; -1: it does not tell (before 21). */
  public int unacknowledgedBytes() {
    return fullRead ? saturated(full.unacknowledgedBytes()) : -1;
  }

  private static int saturated(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }

  /** Whether bytes, or the end of the stream, wait for the application to read them. */
  public boolean isReadable() {
    return readable;
  }

  /** Our FIN, and so perhaps data before it, is not acknowledged yet. */
  public boolean isFinUnacknowledged() {
    int state = state();
    return state == FIN_WAIT1 || state == LAST_ACK || state == CLOSING;
  }
}
