package dev.keepalive.sample;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that gets SIGTERM in the middle of its requests, and how many are answered. */
final class Termination {
  private static final int REQUESTS = 10;
  private static final int PATIENCE_SECONDS = 10;
  private static final String HOST = "127.0.0.1";

  private final CountDownLatch serving = new CountDownLatch(1);
  private final Child server;
  private final int port;

  /**
   * @param agent the value of {@code -javaagent}; null: without
   */
  Termination(String agent) throws IOException {
    port = freePort();
    Child.Listener listener =
        new Child.Listener() {
          @Override
          public void line(String line) {
            serving.countDown();
          }
        };
    List<String> noPrefix = Collections.emptyList();
    server = Child.start(noPrefix, agent, listener, "server", Integer.toString(port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  Child server() {
    return server;
  }

  /** Does it, and tells what came of it. */
  String outcome() throws IOException, InterruptedException {
    if (!serving.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      return "skipped: the server did not start";
    }
    AtomicInteger answered = new AtomicInteger();
    List<Thread> askers = new ArrayList<Thread>();
    for (int i = 0; i < REQUESTS; i++) {
      Conversation conversation = Kind.SOCKET.connect(HOST, port);
      conversation.ask("ECHO hello");
      askers.add(ask(conversation, answered));
    }
    TimeUnit.MILLISECONDS.sleep(500);
    long start = System.nanoTime();
    server.terminate();
    for (Thread asker : askers) {
      asker.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT, "%.1f s %d of %d answered", seconds, answered.get(), REQUESTS);
  }

  private static Thread ask(final Conversation conversation, final AtomicInteger answered) {
    Thread thread =
        new Thread("asker") {
          @Override
          public void run() {
            try {
              conversation.ask("SLEEP 2000");
              answered.incrementAndGet();
              conversation.close();
            } catch (IOException cut) {
              // Not answered.
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
