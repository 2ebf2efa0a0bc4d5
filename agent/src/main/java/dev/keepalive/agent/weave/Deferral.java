package dev.keepalive.agent.weave;

import dev.keepalive.agent.watch.AgentThreads;
import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.Set;

/**
 * Classes that many programs load and that matter to connections only: they stay as they are until
 * the first class of a connection loads, so that a program without connections does not pay.
 */
final class Deferral implements Runnable {
  private final Instrumentation instrumentation;
  private final WeaveReport report;
  private final Set<String> names = new HashSet<String>();
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
    if (over || !Targets.DEFERRED.contains(type)) {
      return false;
    }
    synchronized (names) {
      if (over) {
        return false;
      }
      names.add(type);
      return true;
    }
  }

  /** There are connections: a thread beside weaves what was left, as a class is loading here. */
  void end() {
    if (over) {
      return;
    }
    synchronized (names) {
      if (over) {
        return;
      }
      over = true;
    }
    AgentThreads.start(this, "keepalive-agent-weaver");
  }

  @Override
  public void run() {
    for (String name : names) {
      try {
        // Waits for it where it is just loading.
        instrumentation.retransformClasses(Class.forName(name, false, null));
      } catch (Exception | LinkageError refused) {
        report.fail(name, refused);
      }
    }
  }
}
