package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.DescriptorUse;
import dev.keepalive.agent.boot.Kernel;
import java.io.FileDescriptor;
import java.lang.reflect.InvocationTargetException;

/** Ends directions of a connection in the kernel, under the JDK's object: nothing here blocks. */
public final class KernelShutdown {
  private static final int WRITING = 1;
  private static final int BOTH = 2;

  private KernelShutdown() {}

  /** Sends our FIN after what is queued; reading goes on. */
  public static void writing(Connection connection) throws Exception {
    shutdown(connection, WRITING);
  }

  /** Wakes whoever is blocked in it, and whichever selector waits for it. */
  public static void both(Connection connection) throws Exception {
    shutdown(connection, BOTH);
  }

  private static void shutdown(Connection connection, final int how) throws Exception {
    Access.withDescriptor(
        connection,
        new DescriptorUse() {
          @Override
          public void use(FileDescriptor descriptor) throws Exception {
            try {
              Kernel.shutdown(descriptor, how);
            } catch (InvocationTargetException notConnectedAnyMore) {
              // ENOTCONN: the peer reset it meanwhile, and everybody has been woken.
            }
          }
        });
  }
}
