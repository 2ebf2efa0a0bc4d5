package dev.keepalive.agent.watch;

/** Something that the watch thread does at every tick; it must not block. */
public interface WatchTask {
  /** A failure is counted, and the next tick comes all the same. */
  void tick() throws Exception;
}
