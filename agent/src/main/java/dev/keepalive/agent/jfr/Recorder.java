package dev.keepalive.agent.jfr;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether somebody records, without loading anything of the recorder's: its main class is loaded by
 * whoever makes the first recording.
 */
public final class Recorder {
  /** The class that is there if anybody ever recorded. */
  public static final String MAIN = "jdk.jfr.FlightRecorder";

  private final AtomicBoolean loaded;
  private volatile boolean inUse;
  private Method isInitialized;

  /**
   * @param loaded whether {@link #MAIN} is
   */
  public Recorder(AtomicBoolean loaded) {
    this.loaded = loaded;
  }

  /** Whether there is or was a recording in this JVM. */
  boolean isInUse() throws ReflectiveOperationException {
    return inUse || loaded.get() && isInitialized();
  }

  private synchronized boolean isInitialized() throws ReflectiveOperationException {
    if (isInitialized == null) {
      isInitialized = Class.forName(MAIN, true, null).getMethod("isInitialized");
    }
    inUse = (Boolean) isInitialized.invoke(null);
    return inUse;
  }
}
