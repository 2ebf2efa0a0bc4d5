package dev.keepalive.agent.command;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A command on its way to an agent. The argument of an attach is short (1024 bytes with the jar's
 * path), so it only names a directory, in which a file has the words.
 */
public final class Request {
  private static final String PREFIX = "command:";
  private static final String FILE = "request";

  private Request() {}

  /** Whether the argument of an attach is a command rather than options. */
  public static boolean isOne(String argument) {
    return argument != null && argument.startsWith(PREFIX);
  }

  /**
   * Leaves the words where the agent looks for them.
   *
   * @param directory as the caller reaches it
   * @param path the same as the agent's JVM reaches it
   * @return the argument of the attach
   */
  public static String leave(File directory, String path, List<String> words) throws IOException {
    List<String> lines = new ArrayList<String>();
    for (String word : words) {
      lines.add(Lines.escaped(word));
    }
    Lines.write(new File(directory, FILE), lines);
    return PREFIX + path;
  }

  /** Takes the words of a command, and leaves the answer beside them. */
  public static void answer(String argument, Desk desk) throws IOException {
    File directory = new File(argument.substring(PREFIX.length()));
    List<String> words = new ArrayList<String>();
    for (String line : Lines.read(new File(directory, FILE))) {
      words.add(Lines.unescaped(line));
    }
    Answer answer;
    try {
      answer =
          desk == null
              ? Answer.refused("the agent does not run in this JVM")
              : Answer.of(desk.rows(words));
    } catch (IllegalArgumentException | IllegalStateException refused) {
      answer = Answer.refused(String.valueOf(refused.getMessage()));
    }
    answer.write(directory);
  }
}
