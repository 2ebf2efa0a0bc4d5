package dev.keepalive.agent.connections;

/** What is known of the heartbeats of one connection, for whoever looks. */
public final class HeartbeatStatus {
  private static final int SMOOTHING = 8;

  private volatile String state = "waits";
  private volatile long lastMicros = -1;
  private volatile long smoothedMicros = -1;

  /** {@code on}, {@code waits: WHY} or {@code off: WHY}. */
  public String state() {
    return state;
  }

  /** Round trip of the last heartbeat that was answered, in microseconds; -1: none yet. */
  public long lastMicros() {
    return lastMicros;
  }

  /** The same, each new one weighing an eighth. */
  public long smoothedMicros() {
    return smoothedMicros;
  }

  /** One is under way, or may be sent when it is time. */
  public void on() {
    state = "on";
  }

  /** None can be sent just now. */
  public void waits(String why) {
    state = "waits: " + why;
  }

  /** None will be sent. */
  public void off(String why) {
    state = "off: " + why;
  }

  /** One was answered. */
  public void answered(long micros) {
    lastMicros = micros;
    long before = smoothedMicros;
    smoothedMicros = before < 0 ? micros : before + (micros - before) / SMOOTHING;
  }
}
