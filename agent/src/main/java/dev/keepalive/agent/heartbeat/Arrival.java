package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.DescriptorUse;
import dev.keepalive.agent.boot.Kernel;
import java.io.FileDescriptor;

/** What the kernel has for a connection: whether it is whole, and whether bytes wait to be read. */
final class Arrival implements DescriptorUse {
  private static final int ESTABLISHED = 1; // Linux, include/net/tcp_states.h
  private static final int LEVEL_TCP = 6;
  private static final int TCP_INFO = 11;

  private final boolean linux;
  private boolean established;
  private boolean readable;

  Arrival(boolean linux) {
    this.linux = linux;
  }

  /** Looks; false: it is closed. */
  boolean at(Connection connection) {
    established = false;
    readable = false;
    try {
      return Access.withDescriptor(connection, this);
    } catch (Exception refused) {
      return false;
    }
  }

  @Override
  public void use(FileDescriptor descriptor) throws Exception {
    established = !linux || (Kernel.option(descriptor, LEVEL_TCP, TCP_INFO) & 0xff) == ESTABLISHED;
    readable = Kernel.isReadable(descriptor);
  }

  /** Neither side has closed it. */
  boolean isEstablished() {
    return established;
  }

  /** Bytes are there, and a read brings them at once. */
  boolean hasBytes() {
    return established && readable;
  }

  boolean isReadable() {
    return readable;
  }
}
