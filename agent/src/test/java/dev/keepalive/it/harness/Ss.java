package dev.keepalive.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel says of the TCP connections of a network namespace. */
public final class Ss {
  private static final Pattern TIMER = Pattern.compile("timer:\\(([a-z]+),([^,]*),(\\d+)\\)");
  private static final Pattern TIME =
      Pattern.compile("(?:(\\d+)min)?(?:(\\d+)?(?:\\.(\\d+))?(ms|sec))?");
  private static final Pattern INODE = Pattern.compile("ino:(\\d+)");

  private Ss() {}

  /**
   * One connection seen from one of its ends.
   *
   * @param receiveQueue bytes that the process has not read yet
   * @param timer {@code keepalive}, {@code on} (retransmission), … or empty: none runs
   * @param timerSeconds until it fires, rounded up
   * @param inode 0: no process holds it any more
   */
  public record Row(
      long receiveQueue, int localPort, int peerPort, String timer, int timerSeconds, long inode) {
    /** Whether the kernel is going to probe this connection within that time. */
    public boolean probesWithin(int seconds) {
      return timer.equals("keepalive") && timerSeconds <= seconds;
    }
  }

  /** Established connections. */
  public static List<Row> established() {
    return parse(Commands.run(Requirements.command("ss"), "-tnoeH", "state", "established"));
  }

  /** Those of one process. */
  public static List<Row> established(long pid) {
    Set<String> descriptors = new HashSet<>();
    try (DirectoryStream<Path> links =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path link : links) {
        try {
          descriptors.add(Files.readSymbolicLink(link).toString());
        } catch (IOException closedMeanwhile) {
          // Not a connection that we look for.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return established().stream()
        .filter(row -> descriptors.contains("socket:[" + row.inode() + "]"))
        .toList();
  }

  private static List<Row> parse(String output) {
    List<Row> rows = new ArrayList<>();
    for (String line : output.split("\n")) {
      String[] words = line.trim().split("\\s+");
      if (words.length >= 4) {
        rows.add(row(words, line));
      }
    }
    return rows;
  }

  private static Row row(String[] words, String line) {
    Matcher timer = TIMER.matcher(line);
    boolean runs = timer.find();
    Matcher inode = INODE.matcher(line);
    return new Row(
        Long.parseLong(words[0]),
        port(words[2]),
        port(words[3]),
        runs ? timer.group(1) : "",
        runs ? seconds(timer.group(2)) : 0,
        inode.find() ? Long.parseLong(inode.group(1)) : 0);
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** {@code 28sec}, {@code 1min59sec}, {@code 119min}, {@code 9.876ms} (that is, 9876 ms). */
  static int seconds(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("a time of ss: " + text);
    }
    int seconds = time.group(1) == null ? 0 : 60 * Integer.parseInt(time.group(1));
    if ("sec".equals(time.group(4))) {
      seconds += Integer.parseInt(time.group(2));
    } else if ("ms".equals(time.group(4))) {
      // From 1 s on ss groups the milliseconds by thousands, with a dot.
      seconds += time.group(3) == null ? 1 : Integer.parseInt(time.group(2)) + 1;
    }
    return seconds;
  }
}
