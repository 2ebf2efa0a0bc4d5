package dev.keepalive.agent.weave;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weaves each class of {@link Targets} when it loads, and at once where it is loaded already. At
 * {@code premain} usually none is, and a program that opens no connection never pays for one.
 *
 * <p>It stays registered for life: a transformer that is taken away loses its work at the next
 * agent's retransformation.
 */
public final class JdkTransformer implements ClassFileTransformer {
  private final Weaver weaver = new Weaver();
  private final Map<String, List<Target>> targets = new HashMap<String, List<Target>>();
  private final WeaveReport report = new WeaveReport();

  public JdkTransformer() {
    for (Target target : Targets.ALL) {
      String name = target.type.replace('.', '/');
      List<Target> ofType = targets.get(name);
      if (ofType == null) {
        ofType = new ArrayList<Target>();
        targets.put(name, ofType);
      }
      ofType.add(target);
    }
  }

  public WeaveReport report() {
    return report;
  }

  /** Looks up every hook point in the JDK's class files, before any of them is needed. */
  public void selfCheck() {
    int found = 0;
    for (Map.Entry<String, List<Target>> entry : targets.entrySet()) {
      String type = entry.getKey().replace('/', '.');
      try {
        byte[] bytes = weaver.original(type);
        if (bytes != null) {
          // Weaving here, not only looking, also loads all of Byte Buddy that is needed: no class
          // of it is loaded later in the middle of the loading of the JDK's.
          Weaver.Result result = weaver.weave(type, bytes, entry.getValue());
          report.miss(result);
          found += result.woven.size();
        }
      } catch (Throwable failure) {
        report.fail(type, failure);
      }
    }
    report.expect(found);
  }

  /** Registers, and weaves what is loaded already. */
  public void install(Instrumentation instrumentation) {
    instrumentation.addTransformer(this, true);
    List<Class<?>> loaded = new ArrayList<Class<?>>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() != null) {
        continue;
      }
      String name = type.getName().replace('.', '/');
      if (targets.containsKey(name)) {
        loaded.add(type);
      }
    }
    for (Class<?> type : loaded) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | LinkageError refused) {
        report.fail(type.getName(), refused);
      }
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    if (loader != null || name == null) {
      return null;
    }
    List<Target> ofType = targets.get(name);
    if (ofType == null) {
      return null;
    }
    try {
      Weaver.Result result = weaver.weave(name.replace('/', '.'), bytes, ofType);
      report.add(result);
      return result.bytes;
    } catch (Throwable failure) {
      report.fail(name, failure);
      return null;
    }
  }
}
