package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.LateRecords;
import dev.keepalive.agent.boot.OlderSockets;
import dev.keepalive.agent.log.SuppressForbidden;
import dev.keepalive.agent.watch.AgentThreads;
import java.lang.instrument.Instrumentation;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Classes that stay as they are for a while, as the weaving would hold up the start of a program:
 * those that many load and that matter where there are connections only, and those of listeners. A
 * thread beside weaves them once the class of a connection loads, or of what will accept some.
 */
final class Deferral implements Runnable {
  private static final String THREAD = "keepalive-agent-weaver";

  /** Longer than any weaving takes. */
  private static final long PATIENCE_SECONDS = 2;

  private final Instrumentation instrumentation;
  private final WeaveReport report;
  private final Set<String> names = new ConcurrentSkipListSet<String>();

  /** Of those, the ones whose time has come. */
  private final Set<String> due = new ConcurrentSkipListSet<String>();

  private final CountDownLatch listenersWoven = new CountDownLatch(1);
  private boolean begun;
  private volatile boolean over;

  /**
   * @param wanted false: nothing is put off
   */
  Deferral(Instrumentation instrumentation, WeaveReport report, boolean wanted) {
    this.instrumentation = instrumentation;
    this.report = report;
    over = !wanted;
  }

  /** Whether the class, which is about to be loaded or retransformed, is woven later. */
  boolean takes(String name) {
    String type = name.replace('/', '.');
    if (over || due.contains(type)) {
      return false;
    }
    boolean mayBeConnections = Targets.DEFERRED_OF_ADAPTOR.contains(type);
    if (!(mayBeConnections ? isForAdaptor() : Targets.DEFERRED.contains(type))) {
      return false;
    }
    synchronized (this) {
      if (over) {
        return false;
      }
      if (mayBeConnections) {
        LateRecords.wanted = true;
      }
      names.add(type);
    }
    if (type.equals(Targets.SERVER_CHANNEL) && begins()) {
      AgentThreads.start(this, THREAD);
    }
    return true;
  }

  /** Up to Java 12 the adaptor of a server channel makes itself a plain socket, for nothing. */
  private static boolean isForAdaptor() {
    for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
      if (frame.getClassName().equals("sun.nio.ch.ServerSocketAdaptor")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The class of a connection loads. A plain listener may be in the middle of being made: that is
   * waited for, as what follows binds it. By another thread, as the JVM transforms nothing for one
   * that is transforming.
   */
  @SuppressForbidden("keeps the caller's own interrupt, that of nobody else")
  void end() {
    if (!begins()) {
      return;
    }
    boolean listener = names.contains(Targets.SERVER);
    AgentThreads.start(this, THREAD);
    try {
      if (listener) {
        listenersWoven.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException theApplications) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean begins() {
    if (over) {
      return false;
    }
    synchronized (this) {
      boolean first = !begun;
      begun = true;
      return first;
    }
  }

  @Override
  public void run() {
    weaveNow(Targets.SERVER);
    listenersWoven.countDown();
    if (names.contains(Targets.SERVER_CHANNEL)) {
      load(Targets.CHANNEL);
    }
    synchronized (this) {
      over = true;
    }
    for (String name : names) {
      weaveNow(name);
    }
    OlderSockets.adopt();
  }

  /** What a listener accepts: its first connection should not have to wait for the weaving. */
  private void load(String connections) {
    try {
      Class.forName(connections, true, null);
    } catch (ClassNotFoundException | LinkageError refused) {
      report.fail(connections, refused);
    }
  }

  /** Waits for it where it is just loading. */
  private void weaveNow(String name) {
    if (!names.remove(name)) {
      return;
    }
    due.add(name);
    try {
      instrumentation.retransformClasses(Class.forName(name, false, null));
    } catch (Exception | LinkageError refused) {
      report.fail(name, refused);
    }
  }
}
