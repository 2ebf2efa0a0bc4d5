package dev.keepalive.agent.boot;

/**
 * The coarse clock of the read and write path, moved by the watch thread: reading it costs a load,
 * where {@code System.nanoTime()} costs more than all the rest of a hook.
 */
public final class Clock {
  /**
   * Milliseconds of awake time since the agent started; never 0, so that 0 can mean "not". It does
   * not count what the JVM slept through (SIGSTOP, a debugger, a long collection).
   */
  public static volatile long now = 1;

  private Clock() {}
}
