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
  private final CountDownLatch channelsWoven = new CountDownLatch(1);

  /** Whether the JDK is about to make channels, or has. */
  private boolean channels;

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
    String harmless = Targets.DEFERRED_FOR.get(type);
    if (harmless == null ? !Targets.DEFERRED.contains(type) : !isBelow(harmless)) {
      return false;
    }
    synchronized (this) {
      if (over || type.equals(Targets.CHANNEL) && channels) {
        return false;
      }
      if (harmless != null) {
        LateRecords.wanted = true;
      }
      names.add(type);
    }
    if (type.equals(Targets.SERVER_CHANNEL) && begins()) {
      AgentThreads.start(this, THREAD);
    }
    return true;
  }

  /** Whether code of this class is what needs the class that is loading here. */
  private static boolean isBelow(String type) {
    for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
      if (frame.getClassName().equals(type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * There will be channels. Where the first is no listener it waits for the weaving of connections,
   * if that was put off.
   */
  void channels() {
    synchronized (this) {
      channels = true;
    }
    if (!names.contains(Targets.CHANNEL)) {
      return;
    }
    if (begins()) {
      AgentThreads.start(this, THREAD);
    }
    if (!isBelow("java.nio.channels.ServerSocketChannel")) {
      await(channelsWoven);
    }
  }

  /**
   * The class of a connection loads. A plain listener may be in the middle of being made: that is
   * waited for, as what follows binds it. By another thread, as the JVM transforms nothing for one
   * that is transforming.
   */
  void end() {
    if (!begins()) {
      return;
    }
    boolean listener = names.contains(Targets.SERVER);
    AgentThreads.start(this, THREAD);
    if (listener) {
      await(listenersWoven);
    }
  }

  @SuppressForbidden("nobody else: the flag of this thread is given back as it was")
  private static void await(CountDownLatch woven) {
    try {
      woven.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
    weaveNow(Targets.CHANNEL);
    channelsWoven.countDown();
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
