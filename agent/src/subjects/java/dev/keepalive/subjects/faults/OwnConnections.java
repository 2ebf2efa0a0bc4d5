package dev.keepalive.subjects.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the kernel says of this process's TCP connections, not more than a moment ago. */
final class OwnConnections {
  /** To ask the kernel costs something, and many clients want to know. */
  private static final long MOMENT_NANOS = 150_000_000;

  private static final String ESTABLISHED = "01";
  private static final String CLOSE_WAIT = "08";

  private static Map<Integer, Long> queues = new HashMap<>();
  private static long asked = System.nanoTime() - MOMENT_NANOS;

  private OwnConnections() {}

  /**
   * Whether one to that port is open at this end, be it that the peer closed its own; not one whose
   * end has been begun here.
   */
  static boolean anyOpenTo(int peerPort) throws IOException {
    return queues().containsKey(peerPort);
  }

  /** How many bytes wait for the peer to take them; 0 without a connection, too. */
  static long queuedTo(int peerPort) throws IOException {
    Long queued = queues().get(peerPort);
    return queued == null ? 0 : queued;
  }

  /** Send queues of what is open, by the peer's port. */
  private static synchronized Map<Integer, Long> queues() throws IOException {
    if (System.nanoTime() - asked >= MOMENT_NANOS) {
      Map<Integer, Long> fresh = new HashMap<>();
      Set<String> own = descriptors();
      for (String table : new String[] {"/proc/self/net/tcp", "/proc/self/net/tcp6"}) {
        for (String line : Files.readAllLines(Paths.get(table), StandardCharsets.US_ASCII)) {
          // 0: 0200004D:D4AC 02004E0A:1B59 01 00000000:00000000 00:00000000 00000000 0 0 INODE
          String[] words = line.trim().split("\\s+");
          if ((words[3].equals(ESTABLISHED) || words[3].equals(CLOSE_WAIT))
              && own.contains("socket:[" + words[9] + "]")) {
            int port = Integer.parseInt(words[2].substring(words[2].indexOf(':') + 1), 16);
            fresh.put(port, Long.parseLong(words[4].substring(0, words[4].indexOf(':')), 16));
          }
        }
      }
      queues = fresh;
      asked = System.nanoTime();
    }
    return queues;
  }

  private static Set<String> descriptors() throws IOException {
    Set<String> own = new HashSet<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(Paths.get("/proc/self/fd"))) {
      for (Path link : links) {
        try {
          own.add(Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException closedMeanwhile) {
          // Not a connection any more.
        }
      }
    }
    return own;
  }
}
