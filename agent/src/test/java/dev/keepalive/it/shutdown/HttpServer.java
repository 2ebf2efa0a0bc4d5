package dev.keepalive.it.shutdown;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Ss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM with a server that has no thought of its end, unless a hook is given. */
public final class HttpServer implements AutoCloseable {
  private static final int ENDED_BY_SIGTERM = 143;

  private final ForkedJvm jvm;
  private final int port;

  private HttpServer(ForkedJvm jvm) {
    this.jvm = jvm;
    port = Integer.parseInt(jvm.awaitLine("PORT ").substring("PORT ".length()));
  }

  /**
   * @param agent its options; null: no agent
   * @param hook the name of the application's hook and what belongs to it; none: no hook
   */
  public static HttpServer start(Jdk jdk, ServerKind kind, String agent, String... hook) {
    return startOn(0, jdk, kind, agent, hook);
  }

  /** The same, on a port that is known before. */
  public static HttpServer startOn(
      int port, Jdk jdk, ServerKind kind, String agent, String... hook) {
    // Thousands of threads fit in with small stacks.
    JvmBuilder builder = ForkedJvm.on(jdk).jvmArgs("-Xss256k");
    // It closes idle connections beyond 200 by itself.
    builder.jvmArgs("-Dsun.net.httpserver.maxIdleConnections=4096");
    if (agent != null) {
      builder.agent(agent);
    }
    List<String> arguments = new ArrayList<>(List.of(kind.id(), Integer.toString(port)));
    arguments.addAll(Arrays.asList(hook));
    return new HttpServer(
        builder.subject("shutdown.Main", arguments.toArray(String[]::new)).start());
  }

  public int port() {
    return port;
  }

  public ForkedJvm jvm() {
    return jvm;
  }

  /** Waits until it has read whatever its clients have sent. */
  public void awaitEverythingRead() {
    Await.noProblem(
        Await.LONG,
        () -> {
          long unread =
              Ss.established().stream()
                  .filter(row -> row.localPort() == port && row.receiveQueue() > 0)
                  .count();
          return unread == 0 ? null : unread + " connections with unread requests" + jvm.all();
        });
  }

  /**
   * Sends SIGTERM, and returns how long the JVM took to end.
   *
   * @throws AssertionError it did not end as JVMs do
   */
  public long terminate() {
    long begin = System.nanoTime();
    jvm.terminate();
    int code = jvm.exitCode();
    if (code != ENDED_BY_SIGTERM) {
      throw new AssertionError("ended with " + code + jvm.all());
    }
    return millisSince(begin);
  }

  /** What the agent says at the very end; empty: nothing. */
  public String lastWord() {
    return jvm.stderr().stream()
        .filter(line -> line.contains("shutdown: drained"))
        .reduce("", (first, second) -> second);
  }

  /** How the drain on demand stands, each figure with a blank before and behind it. */
  public String progress() {
    long before = progressLines().count();
    jvm.send("progress");
    Await.noProblem(
        Await.LONG, () -> progressLines().count() > before ? null : "no answer" + jvm.all());
    return progressLines().reduce("", (first, second) -> second);
  }

  private Stream<String> progressLines() {
    return jvm.stdout().stream().filter(line -> line.startsWith("PROGRESS "));
  }

  /** Waits until it stands so: {@code state=DONE}, {@code idle=30}. */
  public void awaitProgress(String... figures) {
    Await.noProblem(
        Await.LONG,
        () -> {
          String now = progress();
          return Stream.of(figures).allMatch(figure -> now.contains(" " + figure + " "))
              ? null
              : "not " + List.of(figures) + ": " + now + jvm.all();
        });
  }

  static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
