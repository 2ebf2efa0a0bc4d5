package dev.keepalive.subjects.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashSet;
import java.util.Set;

/** What the kernel says of this process's TCP connections. */
final class OwnConnections {
  private static final String ESTABLISHED = "01";
  private static final String CLOSE_WAIT = "08";

  private OwnConnections() {}

  /**
   * Whether one to that port is open at this end, be it that the peer closed its own; not one whose
   * end has been begun here.
   */
  static boolean anyOpenTo(int peerPort) throws IOException {
    Set<String> own = descriptors();
    for (String table : new String[] {"/proc/self/net/tcp", "/proc/self/net/tcp6"}) {
      for (String line : Files.readAllLines(Paths.get(table), StandardCharsets.US_ASCII)) {
        // 0: 0200004D:D4AC 02004E0A:1B59 01 00000000:00000000 00:00000000 00000000 0 0 INODE
        String[] words = line.trim().split("\\s+");
        if ((words[3].equals(ESTABLISHED) || words[3].equals(CLOSE_WAIT))
            && words[2].endsWith(String.format(":%04X", peerPort))
            && own.contains("socket:[" + words[9] + "]")) {
          return true;
        }
      }
    }
    return false;
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
