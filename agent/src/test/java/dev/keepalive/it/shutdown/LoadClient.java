package dev.keepalive.it.shutdown;

import dev.keepalive.it.harness.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Many keep-alive connections to one server, in one thread. */
public final class LoadClient implements AutoCloseable {
  private static final int TICK_MILLIS = 5;

  private final Selector selector = Selector.open();
  private final List<KeptOpen> connections = new ArrayList<>();
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "load client");
  private volatile boolean closed;

  private LoadClient(int port, int count, boolean closesToo) throws IOException {
    for (int i = 0; i < count; i++) {
      connections.add(new KeptOpen(port, closesToo));
    }
    for (KeptOpen connection : connections) {
      connection.register(selector);
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Connections that have connected; the server need not have accepted them. */
  public static LoadClient connected(int port, int count) {
    return open(port, count, true);
  }

  /** Connections on which one request was answered: they are kept alive. */
  public static LoadClient keptAlive(int port, int count) {
    return keptAlive(open(port, count, true));
  }

  /** The same, but they never close their side. */
  public static LoadClient stubborn(int port, int count) {
    return keptAlive(open(port, count, false));
  }

  private static LoadClient open(int port, int count, boolean closesToo) {
    try {
      return new LoadClient(port, count, closesToo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LoadClient keptAlive(LoadClient client) {
    client.askAll("GET /");
    client.awaitAnswers();
    return client;
  }

  public List<KeptOpen> connections() {
    return connections;
  }

  public List<KeptOpen> connections(Predicate<KeptOpen> which) {
    return connections.stream().filter(which).toList();
  }

  /** Asks once on every connection. */
  public void askAll(String request) {
    each(connections, connection -> connection.ask(request));
  }

  /** Asks once on every second connection, and returns these. */
  public List<KeptOpen> askHalf(String request) {
    List<KeptOpen> half = new ArrayList<>();
    for (int i = 0; i < connections.size(); i += 2) {
      half.add(connections.get(i));
    }
    each(half, connection -> connection.ask(request));
    return half;
  }

  /** Asks on these again and again, each so long after the last answer. */
  public void repeat(List<KeptOpen> which, String request, long thinkMillis) {
    each(which, connection -> connection.repeat(request, thinkMillis));
  }

  /** Returns once it has been done. */
  private void each(List<KeptOpen> which, Consumer<KeptOpen> action) {
    Object done = new Object();
    boolean[] finished = new boolean[1];
    commands.add(
        () -> {
          which.forEach(action);
          synchronized (done) {
            finished[0] = true;
            done.notifyAll();
          }
        });
    selector.wakeup();
    synchronized (done) {
      while (!finished[0]) {
        try {
          done.wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** Waits until every request has its answer. */
  public void awaitAnswers() {
    Await.noProblem(
        Await.LONG, () -> connections(KeptOpen::cut).isEmpty() ? null : "unanswered: " + summary());
  }

  /** Waits until the server's side of every connection has ended. */
  public void awaitEnds() {
    Await.noProblem(
        Await.LONG,
        () ->
            connections(connection -> connection.end() == KeptOpen.End.NONE).isEmpty()
                ? null
                : "open: " + summary());
  }

  /** How many connections are in which state. */
  public String summary() {
    return connections.stream()
        .collect(Collectors.groupingBy(KeptOpen::toString, Collectors.counting()))
        .toString();
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);
    try {
      while (!closed) {
        selector.select(TICK_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
          ((KeptOpen) key.attachment()).read(buffer);
        }
        selector.selectedKeys().clear();
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
          command.run();
        }
        connections.forEach(KeptOpen::askAgainIfDue);
      }
      connections.forEach(KeptOpen::close);
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
