package dev.keepalive.subjects.behaviour;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs one behaviour after the other and prints what came of each, in words that do not vary. */
final class Lab {
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private static final int PATIENCE_SECONDS = 20;

  private Lab() {}

  /** Something that is done meanwhile. */
  interface Step {
    void run() throws Exception;
  }

  /** Prints {@code name = result}, or the exception with its message and cause. */
  static void observe(String name, Callable<?> behaviour) throws InterruptedException {
    FutureTask<Object> task = new FutureTask<Object>(() -> behaviour.call());
    Thread thread = new Thread(task, "behaviour");
    thread.setDaemon(true);
    thread.start();
    String outcome;
    try {
      outcome = String.valueOf(task.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      outcome = told(e.getCause());
    } catch (TimeoutException e) {
      outcome = "still blocked";
    }
    System.out.println("BEHAVIOUR " + name + " = " + steady(outcome));
  }

  static String told(Throwable thrown) {
    String cause = thrown.getCause() == null ? "" : " <- " + thrown.getCause();
    return "threw " + thrown + cause;
  }

  /** What came of an attempt, as text. */
  static String attempt(Callable<?> work) {
    try {
      return String.valueOf(work.call());
    } catch (Throwable thrown) {
      return told(thrown);
    }
  }

  static String attempt(Step work) {
    return attempt(
        () -> {
          work.run();
          return "done";
        });
  }

  /** Ports, hashes and descriptors are others each time. */
  private static String steady(String text) {
    return text.replaceAll("@[0-9a-f]+", "@HASH")
        .replaceAll("\\b[0-9]{4,5}\\b", "PORT")
        .replaceAll("fd=[0-9]+", "fd=FD")
        .replace('\n', ' ');
  }

  /** Begins something in a thread of its own, which is blocked or done when this returns. */
  static FutureTask<String> blocked(Callable<?> work) throws InterruptedException {
    FutureTask<String> task = new FutureTask<String>(() -> attempt(work));
    Thread thread = new Thread(task, "blocked");
    thread.setDaemon(true);
    thread.start();
    awaitBlocked(thread);
    return task;
  }

  /** The same, and interrupts it then. */
  static FutureTask<String> interrupted(Callable<?> work) throws InterruptedException {
    FutureTask<String> task = new FutureTask<String>(() -> attempt(work));
    Thread thread = new Thread(task, "blocked");
    thread.setDaemon(true);
    thread.start();
    awaitBlocked(thread);
    thread.interrupt();
    return task;
  }

  /** Within a system call a thread is RUNNABLE; its stack stays the same then. */
  private static void awaitBlocked(Thread thread) throws InterruptedException {
    int same = 0;
    StackTraceElement[] before = {};
    while (same < 5 && thread.isAlive()) {
      Thread.sleep(10);
      StackTraceElement[] now = thread.getStackTrace();
      same = java.util.Arrays.equals(now, before) && now.length > 0 ? same + 1 : 0;
      before = now;
    }
  }

  static String result(FutureTask<String> task) throws Exception {
    return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Two ends of one connection. */
  static final class Sockets implements AutoCloseable {
    final Socket client;
    final Socket server;

    Sockets() throws IOException {
      try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
        client = new Socket(LOOPBACK, listener.getLocalPort());
        server = listener.accept();
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  /** Two ends of one connection. */
  static final class Channels implements AutoCloseable {
    final SocketChannel client;
    final SocketChannel server;

    Channels() throws IOException {
      try (ServerSocketChannel listener = ServerSocketChannel.open()) {
        listener.bind(new InetSocketAddress(LOOPBACK, 0));
        client = SocketChannel.open(listener.getLocalAddress());
        server = listener.accept();
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  /** A port of this machine on which nobody listens. */
  static int closedPort() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
      return listener.getLocalPort();
    }
  }
}
