package dev.keepalive.agent.weave;

import java.lang.instrument.Instrumentation;
import java.util.List;

/** Has classes woven that are loaded already. */
final class Retransformation {
  private final Instrumentation instrumentation;
  private final WeaveReport report;

  Retransformation(Instrumentation instrumentation, WeaveReport report) {
    this.instrumentation = instrumentation;
    this.report = report;
  }

  /** All at once: each time the whole JVM stops, and Java 8 throws compiled code away. */
  void of(List<Class<?>> types) {
    if (types.isEmpty()) {
      return;
    }
    try {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
    } catch (Exception | LinkageError refused) {
      ofEach(types);
    }
  }

  /** What the JVM refuses of one class it refuses of all. */
  private void ofEach(List<Class<?>> types) {
    for (Class<?> type : types) {
      try {
        instrumentation.retransformClasses(type);
      } catch (Exception | LinkageError refused) {
        report.fail(type.getName(), refused);
      }
    }
  }

  /** Whether this thread is in the JVM with it, and so not at work on one of the classes. */
  static boolean isUnderWayIn(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length > 0
        && stack[0].isNativeMethod()
        && stack[0].getMethodName().startsWith("retransformClasses");
  }
}
