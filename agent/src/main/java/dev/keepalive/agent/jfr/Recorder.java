package dev.keepalive.agent.jfr;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;

/**
 * Whether somebody records, without loading anything of the recorder's: its main class is loaded by
 * whoever makes the first recording.
 */
public final class Recorder implements ClassFileTransformer {
  private static final String MAIN = "jdk.jfr.FlightRecorder";

  private volatile boolean loaded;
  private volatile boolean inUse;
  private Method isInitialized;

  /** Begins to look out for it. */
  public void watch(Instrumentation instrumentation) {
    instrumentation.addTransformer(this);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals(MAIN)) {
        loaded = true;
      }
    }
  }

  /** Whether there is or was a recording in this JVM. */
  boolean isInUse() throws ReflectiveOperationException {
    return inUse || loaded && isInitialized();
  }

  private synchronized boolean isInitialized() throws ReflectiveOperationException {
    if (isInitialized == null) {
      isInitialized = Class.forName(MAIN, true, null).getMethod("isInitialized");
    }
    inUse = (Boolean) isInitialized.invoke(null);
    return inUse;
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
    if ("jdk/jfr/FlightRecorder".equals(name)) {
      loaded = true;
    }
    return null;
  }
}
