package dev.keepalive.agent.boot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects that the JDK cleans up after when they are forgotten, plain sockets among them: the
 * only list of those that there is. Finalizers in Java 8, the cleaner of {@code java.base} later.
 */
final class CleanedObjects {
  private static final String CLEANABLE = "jdk.internal.ref.PhantomCleanable";
  private static final String LIST = "jdk.internal.ref.CleanerImpl$CleanableList";

  private CleanedObjects() {}

  static List<Object> all() throws Throwable {
    List<Object> all = new ArrayList<Object>();
    if (hasCleaner()) {
      MethodHandle get = get();
      for (Object reference : cleanables()) {
        all.add(get.invoke((PhantomReference<?>) reference));
      }
    } else {
      for (Object reference : finalizers()) {
        all.add(((Reference<?>) reference).get());
      }
    }
    return all;
  }

  private static boolean hasCleaner() {
    try {
      Class.forName("jdk.internal.ref.CleanerFactory", false, null);
      return true;
    } catch (ClassNotFoundException java8) {
      return false;
    }
  }

  /**
   * {@code Reference.get} past the override that tells nothing: each collector knows it as a load
   * that must not bring back what it is about to clear, which a plain load of the field would.
   */
  private static MethodHandle get() throws Exception {
    MethodHandles.Lookup trusted =
        (MethodHandles.Lookup)
            Reflection.field("java.lang.invoke.MethodHandles$Lookup", "IMPL_LOOKUP").get(null);
    return trusted.findSpecial(
        Reference.class, "get", MethodType.methodType(Object.class), PhantomReference.class);
  }

  private static List<Object> cleanables() throws Exception {
    Object cleaner = Reflection.method("jdk.internal.ref.CleanerFactory", "cleaner").invoke(null);
    Object impl = Reflection.field("java.lang.ref.Cleaner", "impl").get(cleaner);
    try {
      return inBlocks(Reflection.field("jdk.internal.ref.CleanerImpl", "activeList").get(impl));
    } catch (IllegalStateException before24) {
      return inRing(
          Reflection.field("jdk.internal.ref.CleanerImpl", "phantomCleanableList").get(impl));
    }
  }

  /** Java 24 and later. */
  private static List<Object> inBlocks(Object list) throws Exception {
    Field objects = Reflection.field(LIST + "$Node", "arr");
    Field size = Reflection.field(LIST + "$Node", "size");
    Field next = Reflection.field(LIST + "$Node", "next");
    Field head = Reflection.field(LIST, "head");
    List<Object> all = new ArrayList<Object>();
    synchronized (list) {
      for (Object node = head.get(list); node != null; node = next.get(node)) {
        Object[] block = (Object[]) objects.get(node);
        for (int i = 0; i < size.getInt(node); i++) {
          all.add(block[i]);
        }
      }
    }
    return all;
  }

  /** Java 9 to 23. */
  private static List<Object> inRing(Object list) throws Exception {
    Field next = Reflection.field(CLEANABLE, "next");
    List<Object> all = new ArrayList<Object>();
    synchronized (list) {
      for (Object one = next.get(list); one != list; one = next.get(one)) {
        all.add(one);
      }
    }
    return all;
  }

  private static List<Object> finalizers() throws Exception {
    Field next = Reflection.field("java.lang.ref.Finalizer", "next");
    Field first = Reflection.field("java.lang.ref.Finalizer", "unfinalized");
    List<Object> all = new ArrayList<Object>();
    synchronized (Reflection.field("java.lang.ref.Finalizer", "lock").get(null)) {
      for (Object one = first.get(null); one != null; one = next.get(one)) {
        all.add(one);
      }
    }
    return all;
  }
}
