package dev.keepalive.agent.command;

import java.util.List;

/** Takes commands. */
public interface Desk {
  /**
   * Does what the words say.
   *
   * @throws IllegalArgumentException they make no sense, and nothing was done
   * @throws IllegalStateException not now
   */
  List<Row> rows(List<String> words);
}
