package dev.keepalive.agent.boot;

import java.lang.reflect.Field;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;

/**
 * The channels that a thread is in just now, itself or through its selector: the JDK notes there
 * whom an interrupt has to tell.
 */
final class ChannelsInUse {
  private static final int ATTEMPTS = 3;

  private ChannelsInUse() {}

  static List<Object> all() throws Exception {
    Field blocker = blocker();
    List<Object> all = new ArrayList<Object>();
    for (Thread thread : threads()) {
      Object blocked = blocker.get(thread);
      if (blocked != null && blocked.getClass().getName().startsWith("java.nio.channels.spi.")) {
        Object user = Reflection.field(blocked.getClass().getName(), "this$0").get(blocked);
        if (user instanceof Selector) {
          addSelected((Selector) user, all);
        } else {
          all.add(user);
        }
      }
    }
    return all;
  }

  private static Field blocker() {
    try {
      return Reflection.field("java.lang.Thread", "nioBlocker");
    } catch (IllegalStateException before21) {
      return Reflection.field("java.lang.Thread", "blocker");
    }
  }

  /** All but virtual ones. */
  private static List<Thread> threads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[2 * root.activeCount() + 16];
    int count = root.enumerate(threads, true);
    List<Thread> all = new ArrayList<Thread>();
    for (int i = 0; i < count; i++) {
      all.add(threads[i]);
    }
    return all;
  }

  private static void addSelected(Selector selector, List<Object> all) {
    // Java 8 guards the set by a lock that whoever selects holds for as long as that takes.
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        List<Object> channels = new ArrayList<Object>();
        for (SelectionKey key : selector.keys()) {
          channels.add(key.channel());
        }
        all.addAll(channels);
        return;
      } catch (ConcurrentModificationException once) {
        // And again.
      }
    }
  }
}
