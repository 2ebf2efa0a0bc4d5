package dev.keepalive.subjects.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Several clients of one server, each in a thread of its own, and what a fault does to them. Prints
 * {@code READY client} once it has heard one answer, or {@code FAILED client exception}; then waits
 * for a line {@code GO}, uses the connection, and prints {@code RESULT client seconds outcome
 * exception}, where the outcome is {@code went-on}, {@code told} or {@code hanging}. Seconds count
 * from the use, or where much is pushed, from when the buffers are full.
 */
public final class FaultSubject {
  private static final long LIMIT_SECONDS = 12;
  private static final int POLL_MILLIS = 100;
  private static final int FULL_POLL_MILLIS = 300;
  private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final String use;
  private final InetAddress server;
  private final CountDownLatch go = new CountDownLatch(1);

  private FaultSubject(String use, InetAddress server) {
    this.use = use;
    this.server = server;
  }

  /**
   * Arguments: how the connections are used after {@code GO} ({@code ask}, {@code push}, {@code
   * leave-alone}, or the number of a port to connect to instead), the server's address, and {@code
   * client=port} for each.
   */
  public static void main(String[] args) throws Exception {
    FaultSubject subject = new FaultSubject(args[0], InetAddress.getByName(args[1]));
    if (args[0].equals("push")) {
      Payload.whole();
    }
    for (int i = 2; i < args.length; i++) {
      String name = args[i].substring(0, args[i].indexOf('='));
      int port = Integer.parseInt(args[i].substring(name.length() + 1));
      subject.start(name, port);
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("GO")) {
        subject.go.countDown();
      }
    }
    System.exit(0);
  }

  private void start(String name, int port) {
    daemon(
        name,
        () -> {
          Client client = Clients.of(name, new InetSocketAddress(server, port));
          try {
            client.open();
            client.ask();
            System.out.println("READY " + name);
            go.await();
          } catch (Throwable e) {
            System.out.println("FAILED " + name + " " + text(e));
            return;
          }
          System.out.println("RESULT " + name + " " + result(name, client, port));
        });
  }

  private String result(String name, Client client, int port) {
    FutureTask<String> attempt = new FutureTask<>(() -> outcome(name, client, port));
    daemon(name + "-use", attempt);
    long begin = System.nanoTime();
    String outcome;
    try {
      if (use.equals("push")) {
        begin = awaitFullBuffers(attempt, port);
      }
      outcome = attempt.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      outcome = "hanging";
    } catch (Exception e) {
      outcome = "told " + text(e.getCause());
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    return millis / 1000 + "." + millis / 100 % 10 + " " + outcome;
  }

  private String outcome(String name, Client client, int port) throws Exception {
    switch (use) {
      case "ask":
        client.ask();
        return "went-on";
      case "push":
        client.push();
        return "went-on";
      case "leave-alone":
        awaitEnd(port);
        return "told";
      default:
        Client other = Clients.of(name, new InetSocketAddress(server, Integer.parseInt(use)));
        other.open();
        other.ask();
        return "went-on";
    }
  }

  /** Waits until the kernel takes no more, and returns since when. */
  private static long awaitFullBuffers(FutureTask<String> attempt, int port) throws Exception {
    long end = System.nanoTime() + FULL_NANOS;
    long since = System.nanoTime();
    long queued = 0;
    while (!attempt.isDone() && System.nanoTime() < end) {
      Thread.sleep(FULL_POLL_MILLIS);
      long now = OwnConnections.queuedTo(port);
      if (now > 0 && now == queued) {
        break;
      }
      queued = now;
      since = System.nanoTime();
    }
    return since;
  }

  private static void awaitEnd(int port) throws IOException, InterruptedException {
    while (OwnConnections.anyOpenTo(port)) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** The exception and the causes that say something else, in one line. */
  private static String text(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      if (text.indexOf(cause.toString()) < 0) {
        text.append(" <- ").append(cause);
      }
    }
    return text.toString().replaceAll("\\s+", " ");
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
