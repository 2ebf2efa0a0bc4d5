package dev.keepalive.subjects.heartbeat;

import dev.keepalive.subjects.Registry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An application with a pool, as it comes, and what it makes of a fault. Opens some connections,
 * uses each, prints {@code READY}; then on its standard input: {@code ASK} uses one connection and
 * prints {@code ASKED millis outcome}; {@code USE} uses one after the other until five in a row
 * have succeeded, and prints {@code USED failed millis}, the second until the first success that
 * lasted, or {@code hangs}; {@code ROWS} prints {@code ROWS} and what JMX tells of their
 * heartbeats.
 */
public final class Pools {
  private static final int CONNECTIONS = 4;
  private static final long LIMIT_SECONDS = 30;
  private static final int IN_A_ROW = 5;

  private Pools() {}

  /** A pool of connections. */
  interface Pool {
    /** Borrows, uses and returns. */
    void use(Runnable whileBorrowed) throws Exception;
  }

  /** Arguments: the kind of pool, the port, and the host unless it is this one. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    Pool pool = PoolKinds.of(args[0], args.length > 2 ? args[2] : "localhost", port);
    fill(pool);
    System.out.println("READY");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("ASK")) {
        long begin = System.nanoTime();
        String outcome = ask(pool);
        System.out.println("ASKED " + millisSince(begin) + " " + outcome);
      } else if (line.equals("USE")) {
        System.out.println("USED " + use(pool));
      } else if (line.equals("ENDED")) {
        System.out.println("ENDED " + Rows.condemned(new Registry()));
      } else {
        System.out.println("ROWS " + Rows.states(new Registry(), port));
      }
    }
    System.exit(0);
  }

  /** All are borrowed at the same time, so that there are so many. */
  private static void fill(Pool pool) throws Exception {
    CountDownLatch all = new CountDownLatch(CONNECTIONS);
    List<FutureTask<Void>> users = new ArrayList<FutureTask<Void>>();
    for (int i = 0; i < CONNECTIONS; i++) {
      users.add(
          run(
              () ->
                  pool.use(
                      () -> {
                        all.countDown();
                        try {
                          all.await(5, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      })));
    }
    for (FutureTask<Void> user : users) {
      user.get();
    }
  }

  private static String use(Pool pool) throws InterruptedException {
    long begin = System.nanoTime();
    int failed = 0;
    int succeeded = 0;
    long recovered = 0;
    while (succeeded < IN_A_ROW) {
      long began = millisSince(begin);
      String outcome = ask(pool);
      if (outcome.equals("hangs")) {
        return failed + " hangs";
      }
      if (outcome.equals("ok")) {
        recovered = succeeded++ == 0 ? millisSince(begin) : recovered;
      } else {
        failed++;
        succeeded = 0;
      }
      if (began > LIMIT_SECONDS * 1000) {
        return failed + " never";
      }
      Thread.sleep(50);
    }
    return failed + " " + recovered;
  }

  private static String ask(Pool pool) throws InterruptedException {
    try {
      run(() -> pool.use(() -> {})).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return "ok";
    } catch (TimeoutException e) {
      return "hangs";
    } catch (Exception e) {
      return String.valueOf(e.getCause());
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }

  /** Something that may fail. */
  interface Work {
    void run() throws Exception;
  }

  private static FutureTask<Void> run(Work work) {
    FutureTask<Void> task =
        new FutureTask<Void>(
            () -> {
              work.run();
              return null;
            });
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
