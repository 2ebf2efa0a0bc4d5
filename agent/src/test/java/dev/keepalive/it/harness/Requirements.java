package dev.keepalive.it.harness;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a test needs of the machine. Where it is missing the test is skipped, with the reason; with
 * {@code CI=true} it fails, so that nothing is ever skipped in silence.
 */
public final class Requirements {
  public static final boolean CI = "true".equals(System.getenv("CI"));

  private static final List<String> MORE_PATH = List.of("/usr/sbin", "/sbin", "/usr/local/sbin");

  private Requirements() {}

  /** Root, and the commands to make networks of one's own. */
  public static void networkNamespaces() {
    if (!Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"))) {
      missing("root");
    }
    command("ip");
    command("nft");
    command("ss");
  }

  /** To start programs as other users, and such a user. */
  public static void otherUsers() {
    if (!"root".equals(System.getProperty("user.name"))) {
      missing("root");
    }
    command("setpriv");
  }

  /** So many descriptors for a process. */
  public static void openFiles(int count) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
        String[] words = line.trim().split(" +");
        // "Max open files", the soft limit, the hard one, to which a JVM raises it, and the unit.
        if (line.startsWith("Max open files")
            && !words[4].equals("unlimited")
            && Long.parseLong(words[4]) < count) {
          missing(count + " open files: the limit is " + words[4]);
        }
      }
    } catch (IOException noLimitsAreTold) {
      // Then there may be none.
    }
  }

  /** The full path of a command. */
  public static String command(String name) {
    String path = find(name);
    if (path == null) {
      missing("the command " + name);
    }
    return path;
  }

  /** The full path of a command; null: there is none. */
  static String find(String name) {
    for (String directory :
        (System.getenv("PATH") + ":" + String.join(":", MORE_PATH)).split(":")) {
      Path candidate = Path.of(directory, name);
      if (Files.isExecutable(candidate)) {
        return candidate.toString();
      }
    }
    return null;
  }

  public static void missing(String what) {
    String text = "this test needs " + what;
    if (CI) {
      fail(text);
    }
    abort(text);
  }

  /** A system property, or a variable, or nothing. */
  static String setting(String property, String variable) {
    String value = System.getProperty(property, "");
    if (value.isBlank()) {
      value = System.getenv(variable);
    }
    return value == null ? "" : value.trim();
  }
}
