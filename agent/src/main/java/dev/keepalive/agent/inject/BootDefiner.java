package dev.keepalive.agent.inject;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Map;

/**
 * Defines classes in the boot loader, from a name-to-bytes map in its order. On 9 and later it is
 * loaded by a loader of its own, so that {@code jdk.internal.misc} is opened to that loader's
 * throw-away module and not to the application's: it may name JDK types only.
 */
public final class BootDefiner {
  private BootDefiner() {}

  /** Throws whatever the JVM refuses with. */
  public static void define(Map<String, byte[]> classes) throws Exception {
    Class<?> type;
    try {
      type = Class.forName("jdk.internal.misc.Unsafe");
    } catch (ClassNotFoundException java8) {
      type = Class.forName("sun.misc.Unsafe");
    }
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    Object unsafe = instance.get(null);
    Method define =
        type.getMethod(
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
}
