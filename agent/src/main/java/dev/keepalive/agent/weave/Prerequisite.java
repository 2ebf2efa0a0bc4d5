package dev.keepalive.agent.weave;

/** What woven code calls: it has to be there before any class is woven. */
public interface Prerequisite {
  /**
   * Sees to it, and waits for it.
   *
   * @return false: it is not there, and may never be; classes have to stay as they are
   */
  boolean isMet();
}
