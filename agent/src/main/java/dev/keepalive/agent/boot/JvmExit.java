package dev.keepalive.agent.boot;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a JVM ends: {@code java.lang.Shutdown} and its slots, by reflection. */
public final class JvmExit {
  private static final String HOOKS = "java.lang.ApplicationShutdownHooks";

  /** Slots 0 to 2 are the JDK's; taking 0 breaks {@code System.console()} on Java 8. */
  private static final int FIRST_FREE_SLOT = 3;

  private static final int LAST_SLOT = 9;

  private JvmExit() {}

  /**
   * Runs something after the last of the application's hooks, and loads the class whose entry tells
   * that they are about to run, which the JVM does only if somebody has one.
   *
   * @return false: the JVM ends already, or no slot is free
   */
  public static boolean runLast(Runnable last) throws Exception {
    Method add =
        Reflection.method("java.lang.Shutdown", "add", int.class, boolean.class, Runnable.class);
    for (int slot = FIRST_FREE_SLOT; slot <= LAST_SLOT; slot++) {
      try {
        add.invoke(null, slot, true, last);
        Class.forName(HOOKS, true, null);
        return true;
      } catch (java.lang.reflect.InvocationTargetException refused) {
        if (refused.getCause() instanceof IllegalStateException) {
          return false;
        }
        // InternalError: somebody has this one.
      }
    }
    return false;
  }

  /**
   * Whether the application has shutdown hooks of its own: of code that is not the JDK's. To be
   * asked before they run.
   */
  public static boolean hasApplicationHooks() throws Exception {
    Field hooks = Reflection.field(HOOKS, "hooks");
    List<Thread> threads = new ArrayList<Thread>();
    synchronized (Class.forName(HOOKS, false, null)) {
      Map<?, ?> map = (Map<?, ?>) hooks.get(null);
      if (map != null) {
        for (Object thread : map.keySet()) {
          threads.add((Thread) thread);
        }
      }
    }
    for (Thread thread : threads) {
      if (isOfApplication(thread)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfApplication(Thread hook) {
    if (hook.getClass() != Thread.class) {
      return !isOfJdk(hook.getClass());
    }
    Object task;
    try {
      task = task(hook);
    } catch (Exception | LinkageError unknownJdk) {
      return true;
    }
    return task == null || !isOfJdk(task.getClass());
  }

  private static Object task(Thread thread) throws Exception {
    try {
      Class.forName("java.lang.Thread$FieldHolder", false, null);
    } catch (ClassNotFoundException before19) {
      return Reflection.field("java.lang.Thread", "target").get(thread);
    }
    Object holder = Reflection.field("java.lang.Thread", "holder").get(thread);
    return Reflection.field("java.lang.Thread$FieldHolder", "task").get(holder);
  }

  /** The loader above the system's is the platform's, or that of the JDK's extensions (8). */
  private static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getSystemClassLoader().getParent();
  }

  /**
   * Whether another signal asks the JVM to end while the exiting thread is at work: its handler
   * waits for that thread then.
   */
  public static boolean isSignalledAgain(Thread exiting) {
    ThreadGroup group = exiting.getThreadGroup();
    if (group == null) {
      return false;
    }
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread[] threads = new Thread[group.activeCount() + 16];
    int count = group.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i] != exiting
          && threads[i].getState() == Thread.State.BLOCKED
          && isSignalHandler(threads[i].getName())) {
        return true;
      }
    }
    return false;
  }

  /** As {@code jdk.internal.misc.Signal} names them: {@code SIGTERM handler}. */
  private static boolean isSignalHandler(String name) {
    return name.startsWith("SIG") && name.endsWith(" handler");
  }
}
