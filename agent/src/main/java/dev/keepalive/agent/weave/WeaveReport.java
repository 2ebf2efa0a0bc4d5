package dev.keepalive.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * What was found, woven, missed and failed; filled while classes load, so it neither logs nor
 * locks.
 */
public final class WeaveReport {
  private final Set<String> woven = new ConcurrentSkipListSet<String>();
  private final Set<String> missed = new ConcurrentSkipListSet<String>();
  private final Set<String> problems = new ConcurrentSkipListSet<String>();

  /** Of the problems, those that nobody has logged yet. */
  private final Queue<String> unsaid = new ConcurrentLinkedQueue<String>();

  private volatile boolean failed;

  void add(Weaver.Result result) {
    for (Target target : result.woven) {
      woven.add(target.toString());
    }
    for (Target target : result.missed) {
      miss(target);
    }
  }

  void miss(Target target) {
    if (missed.add(target.toString())) {
      String who = target.type.contains("io.netty.") ? "this version of Netty" : "this JDK";
      problem(who + " lacks the hook point " + target);
    }
  }

  /** The loader of a class hides our hooks from it. */
  void hidden(String type) {
    problem(
        "the loader of "
            + type
            + " hides dev.keepalive.agent.boot from it (OSGi: put it into bootdelegation)");
  }

  /** Whether classes came by and none of them could be woven. */
  public boolean failedAltogether() {
    return failed && woven.isEmpty();
  }

  void fail(String type, Throwable failure) {
    failed = true;
    problem("weaving " + type + " failed: " + failure);
  }

  /** What woven code calls is not there (yet), so these stay as they are. */
  void notReady(String types) {
    fail(types, new IllegalStateException("the agent is not ready"));
  }

  /** No class of this JDK has any of the hook points. */
  void nothingFound() {
    failed = true;
    problem("this JDK has none of the hook points");
  }

  private void problem(String line) {
    if (problems.add(line)) {
      unsaid.add(line);
    }
  }

  /** A problem that is to be logged; null: all are. */
  public String nextNotice() {
    return unsaid.poll();
  }

  /** Hook points in classes that have been loaded so far. */
  public List<String> woven() {
    return new ArrayList<String>(woven);
  }

  /** Hook points that the table requires and this JDK lacks. */
  public List<String> missed() {
    return new ArrayList<String>(missed);
  }

  public List<String> problems() {
    return new ArrayList<String>(problems);
  }
}
