package dev.keepalive.subjects.heartbeat;

import dev.keepalive.subjects.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Several threads that talk to one server, each on a connection of its own, with pauses of all
 * lengths between and within their exchanges, and check every answer. Prints {@code DONE operations
 * answered} at the end, where the second is how many heartbeats were answered on them, or {@code
 * WRONG what}.
 */
public final class Load {
  private static final int THREADS = 4;
  private static final int LONGEST_PAUSE_MILLIS = 40;

  /** Of a value, in bytes; less where traffic is to be recorded. */
  private static final int LARGEST = Integer.getInteger("load.largest", 300_000);

  private static volatile boolean failed;

  private Load() {}

  /** One thread's conversation. */
  interface Talk extends AutoCloseable {
    /** One exchange, every byte of whose answer is checked. */
    void exchange(Random random) throws Exception;
  }

  /** Arguments: the kind of client, the port, seconds. */
  public static void main(String[] args) throws Exception {
    final String kind = args[0];
    final int port = Integer.parseInt(args[1]);
    final long end = System.nanoTime() + Integer.parseInt(args[2]) * 1_000_000_000L;
    final AtomicLong operations = new AtomicLong();
    List<Thread> threads = new ArrayList<Thread>();
    for (int i = 0; i < THREADS; i++) {
      final int number = i;
      Thread thread =
          thread(
              () -> {
                Random random = new Random(number);
                try (Talk talk = Talks.of(kind, port, number)) {
                  while (System.nanoTime() < end && !failed) {
                    talk.exchange(random);
                    operations.incrementAndGet();
                    pause(random);
                  }
                } catch (Throwable e) {
                  failed = true;
                  System.out.println("WRONG " + e);
                  e.printStackTrace(System.out);
                }
              });
      thread.start();
      threads.add(thread);
    }
    String heartbeats = "none";
    Registry registry = new Registry();
    while (threads.stream().anyMatch(Thread::isAlive)) {
      Thread.sleep(200);
      String states = Rows.states(registry, port);
      heartbeats = states.equals("{}") ? heartbeats : states;
    }
    System.out.println(
        "DONE "
            + operations
            + " missed "
            + registry.connections("HeartbeatsMissedTotal")
            + " "
            + heartbeats);
    System.exit(0);
  }

  /** A virtual one where that is asked for, by reflection: only Java 21 and later have them. */
  private static Thread thread(Runnable work) throws ReflectiveOperationException {
    if (!Boolean.getBoolean("load.virtual")) {
      return new Thread(work);
    }
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (Thread)
        Class.forName("java.lang.Thread$Builder")
            .getMethod("unstarted", Runnable.class)
            .invoke(builder, work);
  }

  static void pause(Random random) throws InterruptedException {
    if (random.nextInt(3) > 0) {
      Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
    }
  }

  static void check(Object expected, Object got) {
    if (!expected.equals(got)) {
      throw new AssertionError("expected " + brief(expected) + ", got " + brief(got));
    }
  }

  private static String brief(Object value) {
    String text = String.valueOf(value);
    return text.length() > 100 ? text.substring(0, 100) + "... " + text.length() : text;
  }

  /** A text that can be told from all others of the same length. */
  static String text(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  static int size(Random random) {
    return Math.min(LARGEST, anySize(random));
  }

  private static int anySize(Random random) {
    switch (random.nextInt(8)) {
      case 0:
        return 0;
      case 1:
        return 100_000 + random.nextInt(200_000);
      case 2:
        return 4000 + random.nextInt(5000);
      default:
        return random.nextInt(200);
    }
  }
}
