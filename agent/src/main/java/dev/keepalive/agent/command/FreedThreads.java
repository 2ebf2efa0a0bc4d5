package dev.keepalive.agent.command;

import dev.keepalive.agent.boot.Connection;
import java.util.ArrayList;
import java.util.List;

/** The threads that were blocked in some connections, and when each came free. */
final class FreedThreads {
  private static final long PATIENCE_MILLIS = 2000;
  private static final long LOOK_MILLIS = 2;

  /** One blocked operation. */
  private static final class Blocked {
    final Connection connection;
    final Thread thread;
    final boolean writing;
    long freedMillis = -1;

    Blocked(Connection connection, Thread thread, boolean writing) {
      this.connection = connection;
      this.thread = thread;
      this.writing = writing;
    }

    boolean isStill() {
      return thread == (writing ? connection.writer : connection.reader);
    }
  }

  private final List<Blocked> all = new ArrayList<Blocked>();
  private final long begin = System.nanoTime();

  FreedThreads(List<Connection> connections) {
    for (Connection connection : connections) {
      Thread writer = connection.writer;
      Thread reader = connection.reader;
      if (writer != null) {
        all.add(new Blocked(connection, writer, true));
      }
      if (reader != null) {
        all.add(new Blocked(connection, reader, false));
      }
    }
  }

  /** A row for each: its thread, and after how long it was free; -1: it still is not. */
  List<Row> await() {
    boolean left = true;
    while (left && millis() < PATIENCE_MILLIS) {
      left = false;
      for (Blocked one : all) {
        if (one.freedMillis < 0 && !one.isStill()) {
          one.freedMillis = millis();
        }
        left |= one.freedMillis < 0;
      }
      if (left) {
        try {
          Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException nobodyWaitsAnyMore) {
          left = false;
        }
      }
    }
    List<Row> rows = new ArrayList<Row>();
    for (Blocked one : all) {
      rows.add(
          new Row()
              .with("id", one.connection.id)
              .with("thread", one.thread.getName())
              .with("operation", one.writing ? "write" : "read")
              .with("freedMillis", one.freedMillis));
    }
    return rows;
  }

  private long millis() {
    return (System.nanoTime() - begin) / 1_000_000;
  }
}
