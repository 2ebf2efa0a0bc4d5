package dev.keepalive.it.shutdown;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Clients that send one request after the other, and count what was answered. */
public final class SteadyLoad implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final int PAUSE_BETWEEN_PIECES_MILLIS = 3;

  private final int port;
  private final long pauseMillis;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Count> counts = new TreeMap<>();
  private volatile boolean stopped;

  /** Of the requests of one method. */
  public static final class Count {
    private int answered;
    private final Map<String, Integer> failures = new TreeMap<>();

    public synchronized int all() {
      return answered + failed();
    }

    public synchronized int failed() {
      return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized void answered() {
      answered++;
    }

    synchronized void failed(String how) {
      failures.merge(how, 1, Integer::sum);
    }

    @Override
    public synchronized String toString() {
      return all() + ", failed " + failures;
    }
  }

  /**
   * @param pauseMillis of each client after each answer
   */
  public SteadyLoad(int port, long pauseMillis) {
    this.port = port;
    this.pauseMillis = pauseMillis;
  }

  /** So many clients more, each with a connection of its own, that send such requests. */
  public SteadyLoad clients(int number, String method, String target) {
    Count count = counts.computeIfAbsent(method, key -> new Count());
    for (int i = 0; i < number; i++) {
      Thread thread = new Thread(() -> run(method, target, count), "steady " + method);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    return this;
  }

  private void run(String method, String target, Count count) {
    try {
      while (!stopped) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
          socket.setTcpNoDelay(true);
          InputStream in = new BufferedInputStream(socket.getInputStream());
          boolean open = true;
          while (open && !stopped) {
            String body = method.equals("POST") ? "hello" : "";
            String request =
                method
                    + " "
                    + target
                    + " HTTP/1.1\r\nHost: test\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            open = answer(in, count);
            Thread.sleep(pauseMillis);
          }
        } catch (IOException e) {
          count.failed(e instanceof EOFException ? "cut" : e.toString());
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the connection stays open. */
  private static boolean answer(InputStream in, Count count)
      throws IOException, InterruptedException {
    String status = line(in).split(" ")[1];
    long length = 0;
    boolean open = true;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith(LENGTH)) {
        length = Long.parseLong(line.substring(LENGTH.length()).trim());
      }
      open &= !line.equals("connection: close");
    }
    takeSlowly(in, length);
    if (status.equals("200")) {
      count.answered();
    } else {
      count.failed(status);
    }
    return open;
  }

  /** A large answer takes about a second, so that it can be cut. */
  private static void takeSlowly(InputStream in, long length)
      throws IOException, InterruptedException {
    byte[] piece = new byte[64 * 1024];
    for (long left = length; left > 0; ) {
      int n = in.readNBytes(piece, 0, (int) Math.min(left, piece.length));
      left -= n;
      if (n == 0) {
        throw new EOFException();
      }
      if (left > 0) {
        Thread.sleep(PAUSE_BETWEEN_PIECES_MILLIS);
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append(Character.toLowerCase((char) c));
      }
    }
    return line.toString();
  }

  public Count of(String method) {
    return counts.get(method);
  }

  /** Lets every client finish what it has begun. */
  public void finish() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
