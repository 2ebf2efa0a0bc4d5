package dev.keepalive.agent.inject;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Map;

/**
 * What the agent needs of the JDK's own {@code Unsafe}. On 9 and later it is loaded by a loader of
 * its own, so that {@code jdk.internal.misc} is opened to that loader's throw-away module and not
 * to the application's: it may name JDK types only. Everything here throws whatever the JVM refuses
 * with.
 */
public final class InternalUnsafe {
  private InternalUnsafe() {}

  /** Defines classes in the boot loader, from a name-to-bytes map in its order. */
  public static void define(Map<String, byte[]> classes) throws Exception {
    Object unsafe = unsafe();
    Method define =
        unsafe
            .getClass()
            .getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class);
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      byte[] bytes = entry.getValue();
      define.invoke(unsafe, entry.getKey(), bytes, 0, bytes.length, null, null);
    }
  }

  /** Whether a class has been used: to ask in any other way is to use it. */
  public static boolean isInitialized(Class<?> type) throws Exception {
    Object unsafe = unsafe();
    Method shouldBe = unsafe.getClass().getMethod("shouldBeInitialized", Class.class);
    return !(Boolean) shouldBe.invoke(unsafe, type);
  }

  private static Object unsafe() throws Exception {
    Class<?> type;
    try {
      type = Class.forName("jdk.internal.misc.Unsafe");
    } catch (ClassNotFoundException java8) {
      type = Class.forName("sun.misc.Unsafe");
    }
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    return instance.get(null);
  }
}
