package dev.keepalive.agent.inject;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Opens packages of {@code java.base} to one class's module and to no other. By reflection, as
 * modules came with Java 9; on 8 there is nothing to open.
 */
final class JavaBase {
  private final Instrumentation instrumentation;

  JavaBase(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  static boolean hasModules() {
    return !System.getProperty("java.specification.version").startsWith("1.");
  }

  /**
   * Lets {@code user}'s module reflect on everything in these packages; absent ones are skipped.
   */
  void open(Class<?> user, String... packages) throws Exception {
    if (!hasModules()) {
      return;
    }
    Method getModule = Class.class.getMethod("getModule");
    Object javaBase = getModule.invoke(Object.class);
    // redefineModule refuses the whole call if one package is unknown to the module.
    Set<?> known = (Set<?>) javaBase.getClass().getMethod("getPackages").invoke(javaBase);
    Map<String, Set<Object>> opens = new HashMap<String, Set<Object>>();
    for (String name : packages) {
      if (known.contains(name)) {
        opens.put(name, Collections.singleton(getModule.invoke(user)));
      }
    }
    Instrumentation.class
        .getMethod(
            "redefineModule",
            javaBase.getClass(),
            Set.class,
            Map.class,
            Map.class,
            Set.class,
            Map.class)
        .invoke(
            instrumentation,
            javaBase,
            Collections.emptySet(),
            Collections.emptyMap(),
            opens,
            Collections.emptySet(),
            Collections.emptyMap());
  }
}
