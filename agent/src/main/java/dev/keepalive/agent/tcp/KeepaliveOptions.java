package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.DescriptorUse;
import dev.keepalive.agent.options.Policy;
import java.io.FileDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Puts the TCP options of a policy on a connection: when it opens, when the application changes one
 * of them, and when the policy changes. What the application set tighter stays; a connection, JDK
 * or platform that lacks an option goes without that one alone, which is said once.
 */
public final class KeepaliveOptions {
  private final OptionAccess access;
  private final boolean kernelTells;
  private final Set<TcpOption> saidMissing = EnumSet.noneOf(TcpOption.class);
  private final Queue<String> notices = new ConcurrentLinkedQueue<String>();

  public KeepaliveOptions(boolean linux) {
    kernelTells = linux;
    access = linux ? new LinuxOptions() : new PortableOptions();
  }

  /** Applies the policy, on the first call after noting what the connection had. */
  public void apply(final Connection connection, final Policy policy) throws Exception {
    Access.withDescriptor(
        connection,
        new DescriptorUse() {
          @Override
          public void use(FileDescriptor descriptor) {
            if (connection.options == null) {
              connection.options = read(descriptor);
            }
            enforce(descriptor, (OptionState) connection.options, policy, connection.role);
          }
        });
  }

  /** Applies the policy to a connection that is on no record. */
  public void apply(FileDescriptor descriptor, Policy policy, Connection.Role role) {
    enforce(descriptor, read(descriptor), policy, role);
  }

  /** The application has just set one of the options itself. */
  public void changed(Connection connection, TcpOption option, int value, Policy policy)
      throws Exception {
    OptionState state = (OptionState) connection.options;
    if (state != null) {
      state.wish(option, value);
      apply(connection, policy);
    }
  }

  /** What could not be set, once an option; null: nothing new to say. */
  public String nextNotice() {
    return notices.poll();
  }

  private OptionState read(FileDescriptor descriptor) {
    OptionState state = new OptionState();
    for (TcpOption option : TcpOption.VALUES) {
      try {
        state.wish(option, access.get(descriptor, option));
      } catch (Exception absent) {
        // Said where somebody wants it.
        state.wish(option, OptionState.UNAVAILABLE);
      }
    }
    return state;
  }

  private void enforce(
      FileDescriptor descriptor, OptionState state, Policy policy, Connection.Role role) {
    // One thread at a time: the application may set an option while the policy changes.
    synchronized (state) {
      boolean ours = policy.mode.changesOptions();
      boolean probes = ours && policy.keepalive;
      set(descriptor, state, TcpOption.KEEPALIVE_IDLE, probes ? idle(state, policy) : -1);
      // Interval and count only mean something together: the application's pair, or ours.
      boolean keepPair = !probes || isTighter(state, policy);
      set(
          descriptor,
          state,
          TcpOption.KEEPALIVE_INTERVAL,
          keepPair ? -1 : policy.keepaliveIntervalSeconds);
      set(descriptor, state, TcpOption.KEEPALIVE_COUNT, keepPair ? -1 : policy.keepaliveCount);
      set(descriptor, state, TcpOption.KEEPALIVE, probes ? 1 : -1);
      set(descriptor, state, TcpOption.USER_TIMEOUT, ours ? userTimeout(state, policy, role) : -1);
    }
  }

  private static int idle(OptionState state, Policy policy) {
    int own = state.wished(TcpOption.KEEPALIVE_IDLE);
    return own > 0 && own < policy.keepaliveIdleSeconds ? own : policy.keepaliveIdleSeconds;
  }

  private static boolean isTighter(OptionState state, Policy policy) {
    long own =
        (long) state.wished(TcpOption.KEEPALIVE_INTERVAL) * state.wished(TcpOption.KEEPALIVE_COUNT);
    return own > 0 && own <= (long) policy.keepaliveIntervalSeconds * policy.keepaliveCount;
  }

  /** Milliseconds; -1: what the application has. */
  private int userTimeout(OptionState state, Policy policy, Connection.Role role) {
    int ours = policy.userTimeoutMillis;
    if (ours < 0) {
      // Where dead.timeout can see what the kernel sees it does the same, and spares slow readers.
      ours = kernelTells || role == Connection.Role.SERVER ? 0 : policy.detectionMillis();
    }
    int own = state.wished(TcpOption.USER_TIMEOUT);
    return ours <= 0 || own > 0 && own < ours ? -1 : ours;
  }

  /** Sets what differs; -1: back to what the application has. */
  private void set(FileDescriptor descriptor, OptionState state, TcpOption option, int value) {
    int wanted = value < 0 ? state.wished(option) : value;
    int now = state.inForce(option);
    if (now == OptionState.UNAVAILABLE && value >= 0) {
      missing(option, new UnsupportedOperationException("the kernel or this JDK lacks it"));
    }
    if (now == wanted || now == OptionState.UNAVAILABLE) {
      return;
    }
    try {
      access.set(descriptor, option, wanted);
      state.put(option, wanted);
    } catch (Exception refused) {
      missing(option, refused);
    }
  }

  private void missing(TcpOption option, Exception failure) {
    Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
    synchronized (saidMissing) {
      if (saidMissing.add(option)) {
        notices.add(
            option.jdkName + " is not available on a connection (" + cause.getMessage() + ")");
      }
    }
  }
}
