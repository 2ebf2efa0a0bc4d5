package dev.keepalive.agent.command;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Paths;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Where commands come in: a directory that the command line makes for each, for this user alone,
 * and knocks. Its name is known only to who may attach to this JVM; nothing is there between two
 * commands.
 */
public final class Mailbox implements Runnable {
  /**
   * The system property that tells the command line: version, token or state, and jar, with blanks
   * between.
   */
  public static final String MARK = "dev.keepalive.agent";

  private static final String PREFIX = "keepalive-agent-";

  /** The file in the directory. */
  public static final String REQUEST = "request";

  private static final int TOKEN_BYTES = 12;

  private final String token = new BigInteger(1, random()).toString(16);
  private final Desk desk;

  public Mailbox(Desk desk) {
    this.desk = desk;
  }

  /** From the system itself where it can be: {@code SecureRandom} loads hundreds of classes. */
  private static byte[] random() {
    byte[] bytes = new byte[TOKEN_BYTES];
    try {
      DataInputStream in = new DataInputStream(new FileInputStream("/dev/urandom"));
      try {
        in.readFully(bytes);
      } finally {
        in.close();
      }
    } catch (IOException noSuchDevice) {
      new SecureRandom().nextBytes(bytes);
    }
    return bytes;
  }

  /** Tells the command line that an agent runs. */
  public void open(String version, String jar) {
    System.setProperty(MARK, version + ' ' + token + ' ' + jar);
  }

  /** Tells it that one is here but does nothing, not even take commands: nothing is woven. */
  public static void closed(String version, String state, String jar) {
    System.setProperty(MARK, version + ' ' + state + ' ' + jar);
  }

  /** The name of its directory, in the JVM's {@code java.io.tmpdir}. */
  public static String directory(String token) {
    return PREFIX + token;
  }

  /** The words of a command as the file has them. */
  public static byte[] request(List<String> words) {
    List<String> lines = new ArrayList<String>();
    for (String word : words) {
      lines.add(Lines.escaped(word));
    }
    return Lines.bytes(lines);
  }

  /** Somebody knocks. */
  @Override
  public void run() {
    File directory = new File(System.getProperty("java.io.tmpdir"), directory(token));
    File request = new File(directory, REQUEST);
    if (!request.isFile() || !isOurs(directory)) {
      return;
    }
    try {
      List<String> words = new ArrayList<String>();
      InputStream in = new FileInputStream(request);
      try {
        for (String line : Lines.read(in)) {
          words.add(Lines.unescaped(line));
        }
      } finally {
        in.close();
      }
      answer(words).write(directory);
    } catch (IOException goneMeanwhile) {
      // Whoever asked does not wait any more.
    }
  }

  /**
   * Whether its owner is the user of this JVM: the name of it may be read by whoever is let into
   * JMX, and others than we knock.
   */
  @SuppressForbidden("not at the start, and only where a command has come in")
  private static boolean isOurs(File directory) {
    try {
      Object own = Files.getAttribute(Paths.get("/proc/self"), "unix:uid");
      return own.equals(
          Files.getAttribute(directory.toPath(), "unix:uid", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException notTold) {
      // A platform without /proc.
      return !new File("/proc/self").exists();
    }
  }

  private Answer answer(List<String> words) {
    try {
      return Answer.of(desk.rows(words));
    } catch (IllegalArgumentException | IllegalStateException refused) {
      return Answer.refused(String.valueOf(refused.getMessage()));
    } catch (RuntimeException failure) {
      Hooks.failed(failure);
      return Answer.refused("a failure inside the agent: " + failure);
    }
  }
}
