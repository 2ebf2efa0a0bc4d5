package dev.keepalive.agent.log;

import java.io.PrintStream;
import java.util.ArrayDeque;

/**
 * Writes lines to a stream: directly at first, later through a bounded queue and a daemon thread.
 * When the queue is full, lines are dropped, counted and said.
 */
final class LineWriter implements Runnable {
  static final int MOST_WAITING = 1024;

  private final PrintStream stream;

  /** Guards the rest. Never held while the stream is written: that may block for ever. */
  private final Object lock = new Object();

  private final ArrayDeque<String> waiting = new ArrayDeque<String>();
  private long dropped;
  private boolean started;
  private boolean writing;

  LineWriter(PrintStream stream) {
    this.stream = stream;
  }

  /** From now on a thread writes. If there can be no thread, callers go on writing. */
  void start() {
    synchronized (lock) {
      if (started) {
        return;
      }
      try {
        Thread thread = new Thread(this, "keepalive-agent-log");
        thread.setDaemon(true);
        // An application's class loader must not be kept by us.
        thread.setContextClassLoader(null);
        thread.start();
        started = true;
      } catch (Throwable e) {
        Log.warn("no thread for the log, so callers write it themselves: " + e);
      }
    }
  }

  void write(String line) {
    synchronized (lock) {
      if (started) {
        if (waiting.size() < MOST_WAITING) {
          waiting.add(line);
          lock.notifyAll();
        } else {
          dropped++;
        }
        return;
      }
    }
    print(line);
  }

  /** Waits until nothing is waiting or being written, but not longer; tells whether it is so. */
  @SuppressForbidden("keeps the caller's own interrupt, that of nobody else")
  boolean flush(long millis) {
    long start = System.nanoTime();
    synchronized (lock) {
      while (started && (writing || dropped > 0 || !waiting.isEmpty())) {
        long left = millis - (System.nanoTime() - start) / 1000000;
        if (left <= 0) {
          return false;
        }
        try {
          lock.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public void run() {
    while (true) {
      try {
        print(next());
      } catch (InterruptedException e) {
        // Nobody but a stray interrupt can end this thread, and that must not end the log.
      } catch (Throwable e) {
        // Out of memory, say: this line is lost, the next may not be.
      } finally {
        written();
      }
    }
  }

  /** The next line; first of all those that waited, then how many did not get in. */
  private String next() throws InterruptedException {
    synchronized (lock) {
      while (waiting.isEmpty() && dropped == 0) {
        lock.wait();
      }
      writing = true;
      if (!waiting.isEmpty()) {
        return waiting.remove();
      }
      long count = dropped;
      dropped = 0;
      return Log.droppedLine(count);
    }
  }

  private void written() {
    synchronized (lock) {
      writing = false;
      lock.notifyAll();
    }
  }

  private void print(String line) {
    try {
      // In one piece, so that no other writer's line gets in between.
      stream.print(line + '\n');
      stream.flush();
    } catch (Throwable e) {
      // There is no other place to tell it.
    }
  }
}
