package dev.keepalive.agent.options;

/** {@code heartbeat} and what belongs to it, of the connections of one policy. Immutable. */
public final class HeartbeatOptions {
  /** Bytes, some of which may stand for any. */
  public static final class Pattern {
    private final byte[] bytes;
    private final byte[] any;

    Pattern(byte[] bytes, byte[] any) {
      this.bytes = bytes;
      this.any = any;
    }

    public int length() {
      return bytes.length;
    }

    public boolean matches(int index, byte b) {
      return any[index] != 0 || bytes[index] == b;
    }

    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** {@code redis}, {@code postgres}, {@code mysql}, {@code memcached} or {@code custom}. */
  public final String protocol;

  /** Silence before a heartbeat. */
  public final int intervalMillis;

  /** For each answer. */
  public final int timeoutMillis;

  /** Unanswered for so many timeouts: condemned. */
  public final int misses;

  /** Of {@code custom}; null: not given. */
  public final Pattern send;

  /** Of {@code custom}; null: not given. */
  public final Pattern expect;

  private HeartbeatOptions(Source source) {
    protocol = source.value(Option.HEARTBEAT).text;
    intervalMillis = (int) source.value(Option.HEARTBEAT_INTERVAL).number;
    timeoutMillis = (int) source.value(Option.HEARTBEAT_TIMEOUT).number;
    misses = (int) source.value(Option.HEARTBEAT_MISSES).number;
    send = pattern(source.value(Option.HEARTBEAT_SEND));
    expect = pattern(source.value(Option.HEARTBEAT_EXPECT));
  }

  /** The values that hold. */
  interface Source {
    Value value(Option option);
  }

  private static Pattern pattern(Value value) {
    return value == null ? null : (Pattern) value.compiled;
  }

  /** Null: off. */
  static HeartbeatOptions of(Source source) {
    return source.value(Option.HEARTBEAT).number == 0 ? null : new HeartbeatOptions(source);
  }
}
