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
  private final InheritedOptions inherited = new InheritedOptions();
  private final boolean kernelTells;
  private final Set<TcpOption> saidMissing = EnumSet.noneOf(TcpOption.class);
  private final Queue<String> notices = new ConcurrentLinkedQueue<String>();

  public KeepaliveOptions(boolean linux) {
    kernelTells = linux;
    access = linux ? new LinuxOptions() : new PortableOptions();
  }

  /** Applies the policy to a connection that nobody has seen yet. */
  public void opened(final Connection connection, final Policy policy) throws Exception {
    connection.options = inherited.of(connection);
    boolean known = connection.options != null;
    apply(connection, policy);
    if (!known && connection.options != null) {
      inherited.note(connection, ((OptionState) connection.options).before());
    }
  }

  /** Applies the policy, on the first call after noting what the connection had. */
  public void apply(final Connection connection, final Policy policy) throws Exception {
    Access.withDescriptor(
        connection,
        new DescriptorUse() {
          @Override
          public void use(FileDescriptor descriptor) {
            // One thread at a time: the application may set an option while the policy changes.
            synchronized (connection) {
              OptionState state = (OptionState) connection.options;
              connection.options =
                  enforce(
                      descriptor,
                      state == null ? read(descriptor) : state,
                      policy,
                      connection.role);
            }
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
    synchronized (connection) {
      OptionState state = (OptionState) connection.options;
      if (state == null) {
        return;
      }
      connection.options = state.wish(option, value);
    }
    apply(connection, policy);
  }

  /** The application has set one of the options on what is no connection yet, or will be none. */
  public void changedBefore(Connection connection) {
    connection.ownOptions = true;
    inherited.distrust();
  }

  /** The application has set one of the options on a listener. */
  public void changedOnListener() {
    inherited.distrust();
  }

  /** What could not be set, once an option; null: nothing new to say. */
  public String nextNotice() {
    return notices.poll();
  }

  private OptionState read(FileDescriptor descriptor) {
    int[] found = new int[TcpOption.VALUES.length];
    for (TcpOption option : TcpOption.VALUES) {
      try {
        found[option.ordinal()] = access.get(descriptor, option);
      } catch (Exception absent) {
        // Said where somebody wants it.
        found[option.ordinal()] = OptionState.UNAVAILABLE;
      }
    }
    return OptionState.of(found);
  }

  private OptionState enforce(
      FileDescriptor descriptor, OptionState state, Policy policy, Connection.Role role) {
    boolean ours = policy.mode.changesOptions();
    boolean probes = ours && policy.keepalive;
    // Interval and count only mean something together: the application's pair, or ours.
    boolean keepPair = !probes || isTighter(state, policy);
    int[] now = state.inForce();
    set(descriptor, state, now, TcpOption.KEEPALIVE_IDLE, probes ? idle(state, policy) : -1);
    set(
        descriptor,
        state,
        now,
        TcpOption.KEEPALIVE_INTERVAL,
        keepPair ? -1 : policy.keepaliveIntervalSeconds);
    set(descriptor, state, now, TcpOption.KEEPALIVE_COUNT, keepPair ? -1 : policy.keepaliveCount);
    set(descriptor, state, now, TcpOption.KEEPALIVE, probes ? 1 : -1);
    set(
        descriptor,
        state,
        now,
        TcpOption.USER_TIMEOUT,
        ours ? userTimeout(state, policy, role) : -1);
    return state.put(now);
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

  /**
   * Sets what differs.
   *
   * @param inForce what is in force of each option, and is afterwards
   * @param value -1: back to what the application has
   */
  private void set(
      FileDescriptor descriptor, OptionState state, int[] inForce, TcpOption option, int value) {
    int wanted = value < 0 ? state.wished(option) : value;
    int now = inForce[option.ordinal()];
    if (now == OptionState.UNAVAILABLE && value >= 0) {
      missing(option, new UnsupportedOperationException("the kernel or this JDK lacks it"));
    }
    if (now == wanted || now == OptionState.UNAVAILABLE) {
      return;
    }
    try {
      access.set(descriptor, option, wanted);
      inForce[option.ordinal()] = wanted;
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
