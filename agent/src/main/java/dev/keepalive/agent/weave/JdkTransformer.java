package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.watch.WatchTask;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Weaves each class of {@link Targets} when it loads, and at once where it is loaded already. At
 * {@code premain} usually none is, and a program that opens no connection never pays for one.
 *
 * <p>It stays registered for life: a transformer that is taken away loses its work at the next
 * agent's retransformation.
 */
public final class JdkTransformer implements ClassFileTransformer {
  /** Made by the first class that needs it: most of Byte Buddy is not loaded before. */
  private static final class Lazy {
    static final Weaver WEAVER = new Weaver();
  }

  private static final String NETTY = "io/netty/channel/";

  private final Map<String, List<Target>> targets = new HashMap<String, List<Target>>();

  /** Of classes that were loaded before they are woven. */
  private final Map<String, List<Target>> lateTargets = new HashMap<String, List<Target>>();

  /** By the class's name without the prefix of a shaded copy. */
  private final Map<String, List<Target>> nativeTargets = new HashMap<String, List<Target>>();

  private final WeaveReport report = new WeaveReport();
  private final Instrumentation instrumentation;
  private final Prerequisite prerequisite;
  private final Retransformation retransformation;
  private final Deferral deferral;

  /** Of classes that nobody weaves: whether they have been loaded. */
  private final Map<String, AtomicBoolean> lookedOutFor = new HashMap<String, AtomicBoolean>();

  /** Target classes that were loaded when this was installed. */
  private final List<Class<?>> loaded = new ArrayList<Class<?>>();

  /**
   * @param weaves false: it only looks out for classes
   * @param late whether sockets may be open already
   */
  public JdkTransformer(
      Instrumentation instrumentation, Prerequisite prerequisite, boolean weaves, boolean late) {
    this.instrumentation = instrumentation;
    this.prerequisite = prerequisite;
    retransformation = new Retransformation(instrumentation, report);
    deferral = new Deferral(retransformation, report, prerequisite, !late);
    if (weaves) {
      fill(targets, Targets.ALL);
      fill(lateTargets, Targets.ALL);
      fill(lateTargets, Targets.LATE);
      fill(nativeTargets, NativeTargets.ALL);
    }
  }

  private static void fill(Map<String, List<Target>> targets, List<Target> all) {
    for (Target target : all) {
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

  /** Tells of the hook points that this JDK lacks; to be done once the application runs. */
  public WatchTask selfCheck() {
    return new SelfCheck(targets, report);
  }

  /**
   * Whether a class has been loaded, from {@link #install} on. To know, without a transformer for
   * each: every one costs something at every class that loads.
   */
  public AtomicBoolean lookOutFor(String type) {
    AtomicBoolean seen = new AtomicBoolean();
    lookedOutFor.put(type.replace('.', '/'), seen);
    return seen;
  }

  /**
   * From now on no class of those loads unseen.
   *
   * @return whether some are loaded already that cannot wait, which {@link #weaveLoaded} weaves
   */
  public boolean install() {
    instrumentation.addTransformer(this, true);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      String name = type.getName().replace('.', '/');
      see(name);
      deferral.isLoaded(name);
      if (targetsOf(type.getClassLoader(), name, type) != null && !deferral.takes(name)) {
        loaded.add(type);
      }
    }
    return !loaded.isEmpty();
  }

  /** What was loaded before {@link #install}. */
  public void weaveLoaded() {
    retransformation.of(loaded);
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      final String name,
      Class<?> redefined,
      ProtectionDomain domain,
      final byte[] bytes) {
    if (name == null) {
      return null;
    }
    if (loader == null) {
      see(name);
    }
    final List<Target> ofType = targetsOf(loader, name, redefined);
    if (ofType == null || deferral.takes(name)) {
      return loader == null ? deferral.gated(name, bytes) : null;
    }
    if (!isPossible(name) || !seesUs(loader, name)) {
      return null;
    }
    // Below us is the code that needed the class first: under a security manager it may do little.
    return AccessController.doPrivileged(
        new PrivilegedAction<byte[]>() {
          @Override
          public byte[] run() {
            byte[] woven = weave(name, bytes, ofType);
            deferral.end(name);
            return woven;
          }
        });
  }

  private void see(String name) {
    AtomicBoolean seen = lookedOutFor.get(name);
    if (seen != null) {
      seen.set(true);
    }
  }

  private boolean isPossible(String name) {
    if (prerequisite.isMet()) {
      return true;
    }
    report.notReady(name);
    return false;
  }

  /** Null: none of our business, which nearly every class is. */
  private List<Target> targetsOf(ClassLoader loader, String name, Class<?> loaded) {
    if (loader == null) {
      return (loaded == null ? targets : lateTargets).get(name);
    }
    int start = name.indexOf(NETTY);
    if (start < 0 || start > 0 && name.charAt(start - 1) != '/') {
      return null;
    }
    List<Target> ofType = nativeTargets.get(name.substring(start));
    if (ofType == null || start == 0) {
      return ofType;
    }
    List<Target> shaded = new ArrayList<Target>();
    for (Target target : ofType) {
      shaded.add(target.shadedBy(name.substring(0, start).replace('/', '.')));
    }
    return shaded;
  }

  /** Whether woven code finds our hooks: a loader may hide the boot loader's classes (OSGi). */
  private boolean seesUs(ClassLoader loader, String name) {
    if (loader == null) {
      return true;
    }
    try {
      if (Class.forName(Hooks.class.getName(), false, loader) == Hooks.class) {
        return true;
      }
    } catch (ClassNotFoundException | LinkageError hidden) {
      // Said below.
    }
    report.hidden(name);
    return false;
  }

  private byte[] weave(String name, byte[] bytes, List<Target> ofType) {
    try {
      Weaver.Result result = Lazy.WEAVER.weave(name.replace('/', '.'), bytes, ofType);
      report.add(result);
      return result.bytes;
    } catch (Throwable failure) {
      report.fail(name, failure);
      return null;
    }
  }
}
