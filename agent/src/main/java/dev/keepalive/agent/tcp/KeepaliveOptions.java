package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.DescriptorUse;
import dev.keepalive.agent.boot.Listener;
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
  private static final long NOW = 0;

  private final OptionAccess access;
  private final InheritedOptions inherited = new InheritedOptions();
  private final boolean kernelTells;
  private final Set<TcpOption> saidMissing = EnumSet.noneOf(TcpOption.class);
  private final Queue<String> notices = new ConcurrentLinkedQueue<String>();

  public KeepaliveOptions(boolean linux) {
    kernelTells = linux;
    access = linux ? new LinuxOptions() : new PortableOptions();
  }

  /**
   * Applies the policy to a connection that nobody has seen yet, as far as that cannot wait: the
   * time between probes and their number mean nothing before the first of them, and a short-lived
   * connection never gets to that.
   *
   * @param restMillis how soon the rest will follow by {@link #apply}
   */
  public void applyFirst(Connection connection, Policy policy, long restMillis) throws Exception {
    OptionState inherits = connection.isClient() ? null : inherited.of(connection);
    if (inherits != null && inherits.isSettledBy(policy)) {
      connection.options = inherits;
      return;
    }
    // What asks a native socket for its options is not woven.
    apply(connection, policy, connection.kind == Connection.Kind.NATIVE ? NOW : restMillis);
  }

  /** Applies the policy, on the first call after noting what the connection had. */
  public void apply(Connection connection, Policy policy) throws Exception {
    apply(connection, policy, NOW);
  }

  private void apply(final Connection connection, final Policy policy, final long restMillis)
      throws Exception {
    Access.withDescriptor(
        connection,
        new DescriptorUse() {
          @Override
          public void use(FileDescriptor descriptor) {
            // One thread at a time: the application may set an option while the policy changes.
            synchronized (connection) {
              OptionState before = state(connection, descriptor);
              OptionState after =
                  enforce(descriptor, before, policy, connection.role(), restMillis);
              connection.options = after;
              if (after == before && !connection.isClient()) {
                after.settledBy(policy);
              }
            }
          }
        });
  }

  private OptionState state(Connection connection, FileDescriptor descriptor) {
    if (connection.options != null) {
      return (OptionState) connection.options;
    }
    OptionState inherits = inherited.of(connection);
    return inherits != null ? inherits : inherited.learn(connection, read(descriptor));
  }

  /** Applies the policy to a connection that is on no record. */
  public void apply(FileDescriptor descriptor, Policy policy, Connection.Role role) {
    enforce(descriptor, read(descriptor), policy, role, NOW);
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

  /** Puts the policy on a listener: what it accepts has it from the beginning. */
  public void listening(Listener listener, Policy policy) throws Exception {
    ListenerOptions options = inherited.listening(listener);
    if (options != null) {
      apply(options, policy);
    }
  }

  private void apply(ListenerOptions options, final Policy policy) throws Exception {
    options.change(
        new ListenerOptions.Change() {
          @Override
          public OptionState make(FileDescriptor descriptor, OptionState state) {
            return enforce(
                descriptor,
                state == null ? read(descriptor) : state,
                policy,
                Connection.Role.SERVER,
                NOW);
          }
        });
  }

  /** Which policy is in force for what a port accepts. */
  public interface PolicyOfPort {
    Policy policyOf(int port);
  }

  /** The policy may have changed. */
  public void applyToListeners(PolicyOfPort policies) throws Exception {
    for (ListenerOptions options : inherited.listeners()) {
      apply(options, policies.policyOf(options.port()));
    }
  }

  /** The application has just set one of the options on a listener. */
  public void changed(Listener listener, final TcpOption option, final int value, Policy policy)
      throws Exception {
    ListenerOptions options = inherited.at(listener);
    if (options == null) {
      return;
    }
    options.change(
        new ListenerOptions.Change() {
          @Override
          public OptionState make(FileDescriptor descriptor, OptionState state) {
            return state == null ? null : state.wish(option, value);
          }
        });
    apply(options, policy);
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
      FileDescriptor descriptor,
      OptionState state,
      Policy policy,
      Connection.Role role,
      long restMillis) {
    boolean ours = policy.mode.changesOptions();
    boolean probes = ours && policy.keepalive;
    // Interval and count only mean something together: the application's pair, or ours.
    boolean keepPair = !probes || isTighter(state, policy);
    int[] now = state.inForce();
    int idle = idle(state, policy);
    set(descriptor, state, now, TcpOption.KEEPALIVE_IDLE, probes ? idle : -1);
    if (restMillis == NOW || idle * 1000L < restMillis) {
      int interval = keepPair ? -1 : policy.keepaliveIntervalSeconds;
      set(descriptor, state, now, TcpOption.KEEPALIVE_INTERVAL, interval);
      int count = keepPair ? -1 : policy.keepaliveCount;
      set(descriptor, state, now, TcpOption.KEEPALIVE_COUNT, count);
    }
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
