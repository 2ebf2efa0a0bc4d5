package dev.keepalive.it.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The lines that a process prints to one of its streams, as they come. */
final class Output {
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private boolean ended;

  Output(InputStream stream, String name) {
    reader = new Thread(() -> read(stream), name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream stream) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (this) {
          lines.add(line);
          notifyAll();
        }
      }
    } catch (IOException closed) {
      // The process was ended.
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  synchronized List<String> lines() {
    return new ArrayList<>(lines);
  }

  /** Everything, once the stream has ended. */
  List<String> whole() throws InterruptedException {
    reader.join(Await.LONG.toMillis());
    return lines();
  }

  /** The first line that begins so; null: none came in time, or the stream ended without it. */
  synchronized String await(String prefix, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    int next = 0;
    while (true) {
      for (; next < lines.size(); next++) {
        if (lines.get(next).startsWith(prefix)) {
          return lines.get(next);
        }
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (ended || left <= 0) {
        return null;
      }
      wait(left);
    }
  }
}
