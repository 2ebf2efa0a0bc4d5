package dev.keepalive.agent.tcp;

import dev.keepalive.agent.options.Policy;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The TCP options of one connection: what the application (or the system) set, what is in force.
 * Immutable, as nearly all connections have the same and share it.
 */
public final class OptionState {
  /** An option that this connection does not have. */
  public static final int UNAVAILABLE = -1;

  private static final int COUNT = TcpOption.VALUES.length;
  private static final int MOST_SHARED = 1000;
  private static final ConcurrentMap<OptionState, OptionState> SHARED =
      new ConcurrentHashMap<OptionState, OptionState>();

  /** What was wished of each, then what is in force. */
  private final int[] values;

  /** What {@link #put} last made of it: the next connection wants the same. */
  private OptionState lastPut;

  /** Null: none that is known. */
  private Policy settledBy;

  private OptionState(int[] values) {
    this.values = values;
  }

  /**
   * @param wished what there was before us, by the option's place
   */
  static OptionState of(int[] wished) {
    int[] values = Arrays.copyOf(wished, 2 * COUNT);
    System.arraycopy(wished, 0, values, COUNT, COUNT);
    return shared(values);
  }

  private static OptionState shared(int[] values) {
    OptionState state = new OptionState(values);
    OptionState same = SHARED.get(state);
    if (same != null) {
      return same;
    }
    if (SHARED.size() < MOST_SHARED) {
      SHARED.put(state, state);
    }
    return state;
  }

  /** The value in force, in the option's unit, or {@link #UNAVAILABLE}. */
  public int inForce(TcpOption option) {
    return values[COUNT + option.ordinal()];
  }

  /** What the application, or the system, had set. */
  public int wished(TcpOption option) {
    return values[option.ordinal()];
  }

  /** Whether the same is in force as there. */
  boolean hasInForce(OptionState other) {
    return hasInForce(other.values, COUNT);
  }

  private boolean hasInForce(int[] other, int from) {
    for (int i = 0; i < COUNT; i++) {
      if (values[COUNT + i] != other[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** With the application's own value, which is in force as soon as it is set. */
  OptionState wish(TcpOption option, int value) {
    int[] changed = values.clone();
    changed[option.ordinal()] = value;
    changed[COUNT + option.ordinal()] = value;
    return shared(changed);
  }

  /**
   * With these in force.
   *
   * @param inForce by the option's place
   */
  OptionState put(int[] inForce) {
    OptionState last = lastPut;
    if (last == null || !last.hasInForce(inForce, 0)) {
      int[] changed = values.clone();
      System.arraycopy(inForce, 0, changed, COUNT, COUNT);
      last = shared(changed);
      lastPut = last;
    }
    return last;
  }

  /** This policy had nothing to set on an accepted connection that has this. */
  void settledBy(Policy policy) {
    settledBy = policy;
  }

  /** Whether that is known: such connections need not be looked at, one by one. */
  boolean isSettledBy(Policy policy) {
    return settledBy == policy;
  }

  /** All that are in force, by the option's place. */
  int[] inForce() {
    return Arrays.copyOfRange(values, COUNT, 2 * COUNT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OptionState && Arrays.equals(values, ((OptionState) other).values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
