package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Answer;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The directory of one command, that the agent looks for when somebody knocks. */
interface Letter extends Closeable {
  /** Puts the words in, readable by the user of the JVM alone. */
  void write(List<String> words) throws IOException;

  /**
   * @throws IOException there is none
   */
  Answer answer() throws IOException;
}
