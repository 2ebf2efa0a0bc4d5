package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Readable;

/** What waits in the kernel for the application to read it. Used by one thread. */
public final class Inbox {
  private final KernelLook kernel;

  /** Whether the kernel told of the connection that was looked at last. */
  private boolean told;

  public Inbox(boolean linux) {
    kernel = new KernelLook(linux);
  }

  /** Whether a read would return at once: bytes, or the end of the stream. */
  public boolean hasUnread(Connection connection) throws Exception {
    if (kernel.isAvailable()) {
      told = kernel.at(connection);
      return told && kernel.isReadable();
    }
    Readable readable = new Readable();
    Access.withDescriptor(connection, readable);
    return readable.yes;
  }

  /** Whether the peer has closed its side, as far as the platform tells; after a look. */
  public boolean isClosedByPeer() {
    return told && kernel.state() == KernelLook.CLOSE_WAIT;
  }

  /** Our FIN, and so perhaps data before it, is not acknowledged yet; after a look. */
  public boolean isFinUnacknowledged() {
    return told && kernel.isFinUnacknowledged();
  }

  /** Whether both sides have closed, as far as the platform tells; after a look. */
  public boolean isOver() {
    return told && (kernel.state() == KernelLook.CLOSED || kernel.state() == KernelLook.LAST_ACK);
  }
}
