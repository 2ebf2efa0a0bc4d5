package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.OlderSockets;
import dev.keepalive.agent.watch.AgentThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/**
 * Classes that stay as they are for a while, as the weaving would hold up the start of a program:
 * those that many load and that matter where there are connections only, and those of listeners. A
 * thread beside weaves them once the class of a connection loads, or a moment after that of what
 * will accept some.
 */
final class Deferral implements Runnable {
  /** Who listens is usually still starting, and has better things to do with the processor. */
  private static final long REST_MILLIS = 1000;

  private final Retransformation retransformation;
  private final WeaveReport report;
  private final Prerequisite prerequisite;
  private final CountDownLatch needed = new CountDownLatch(1);
  private final WeaverProgress weaving = new WeaverProgress();

  /**
   * Under this object's lock; more may come while the thread beside is at work. By name: the end of
   * the JVM, which is java.lang's, before listeners, and those before connections.
   */
  private final Set<String> waiting = new TreeSet<String>();

  private final Gates gates = new Gates();

  private boolean begun;

  /** Whether the weaving beside has begun: the end of the JVM must not come after listeners. */
  private boolean working;

  private volatile boolean over;

  /**
   * @param wanted false: nothing is put off
   */
  Deferral(
      Retransformation retransformation,
      WeaveReport report,
      Prerequisite prerequisite,
      boolean wanted) {
    this.retransformation = retransformation;
    this.report = report;
    this.prerequisite = prerequisite;
    over = !wanted;
    if (!wanted) {
      weaving.done();
    }
  }

  /** Whether the class, which is about to be loaded or retransformed, is woven later. */
  boolean takes(String name) {
    String type = name.replace('/', '.');
    if (over || weaving.isOfThisThread()) {
      return false;
    }
    Gate gate = Gate.of(type);
    if (gate == null ? !Targets.DEFERRED.contains(type) : !isBelow(gate.neededBy)) {
      return false;
    }
    synchronized (this) {
      boolean tooLate = gate != null && !gates.close(gate) || type.equals(Targets.EXIT) && working;
      if (over || tooLate) {
        return false;
      }
      waiting.add(type);
    }
    if (type.equals(Targets.SERVER_CHANNEL)) {
      begin();
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
   * A class that is about to be loaded, and is not woven now.
   *
   * @return with a gate, for the sake of one that was put off; null: as it is
   */
  byte[] gated(String name, byte[] bytes) {
    Gate gate = over ? null : gates.in(name);
    if (gate == null) {
      return null;
    }
    try {
      return GatePlacement.of(gate, bytes);
    } catch (RuntimeException | LinkageError failure) {
      report.fail(name, failure);
      hurry();
      return null;
    }
  }

  /** A class was loaded before the agent came. */
  void isLoaded(String name) {
    gates.isLoaded(name);
  }

  /**
   * The class of a connection loads: it waits for what was put off, as the listener that it belongs
   * to may be in the middle of being made, and as the end of the JVM has to know of both. By
   * another thread, as the JVM transforms nothing for one that is transforming. No other class
   * waits: that thread may need it, the end of the JVM for one.
   */
  void end(String name) {
    if (!Targets.DEFERRED.contains(name.replace('/', '.'))) {
      hurry();
      if (!weaving.isOfThisThread()) {
        weaving.await();
      }
    }
  }

  private void hurry() {
    needed.countDown();
    begin();
  }

  private void begin() {
    synchronized (this) {
      if (over || begun) {
        return;
      }
      begun = true;
    }
    try {
      AgentThreads.start(this, "keepalive-agent-weaver");
    } catch (Throwable noThread) {
      report.fail(waiting.toString(), noThread);
      weaving.done();
    }
  }

  @Override
  public void run() {
    weaving.begin();
    AgentThreads.await(needed, REST_MILLIS);
    if (!prerequisite.isMet()) {
      report.notReady(waiting.toString());
      weaving.done();
      return;
    }
    OlderSockets.mayListen();
    synchronized (this) {
      working = true;
    }
    boolean listens = false;
    for (List<String> round = next(); !round.isEmpty(); round = next()) {
      if (round.contains(Targets.SERVER_CHANNEL)) {
        listens = true;
        Hooks.exits.prepare();
      }
      weave(round);
    }
    weaving.done();
    // Not before: what follows needs classes that are loading where somebody waits for this.
    OlderSockets.adopt();
    if (listens) {
      load(Targets.CHANNEL);
    }
  }

  /** Empty: that was the last; from now on classes are woven as they load. */
  private synchronized List<String> next() {
    List<String> next = new ArrayList<String>(waiting);
    waiting.clear();
    over = next.isEmpty();
    return next;
  }

  private void weave(List<String> round) {
    List<Class<?>> types = new ArrayList<Class<?>>();
    for (String name : round) {
      try {
        // Waits for it where it is just loading.
        types.add(Class.forName(name, false, null));
      } catch (ClassNotFoundException | LinkageError refused) {
        report.fail(name, refused);
      }
    }
    retransformation.of(types);
  }

  /** What a listener accepts: its first connection should not have to wait for the weaving. */
  private void load(String connections) {
    try {
      Class.forName(connections, true, null);
    } catch (ClassNotFoundException | LinkageError refused) {
      report.fail(connections, refused);
    }
  }
}
