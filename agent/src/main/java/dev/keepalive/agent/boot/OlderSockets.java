package dev.keepalive.agent.boot;

import java.io.FileDescriptor;
import java.net.ServerSocket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Sockets that are older than the weaving, as far as the JDK itself can tell which there are: plain
 * ones all (but in Java 9 to 12 those whose streams nobody asked for), channels if somebody waits
 * for them. The others are found when they are next used.
 */
public final class OlderSockets {
  /** Whether the class of a listener was woven only after it was loaded. */
  private static volatile boolean listenersMayBeOlder;

  /** Listeners that are known already. */
  private static final Map<Object, Boolean> LISTENERS =
      Collections.synchronizedMap(new WeakHashMap<Object, Boolean>());

  private OlderSockets() {}

  /** There may be listeners that are not on the list. */
  public static void mayListen() {
    listenersMayBeOlder = true;
  }

  /**
   * Puts connections on record and listeners in the list of the drain.
   *
   * @return how many connections
   */
  public static int adopt() {
    mayListen();
    int count = 0;
    for (Object owner : all()) {
      try {
        if (isListener(owner)) {
          accepting(owner);
        } else if (LateRecords.adopt(owner)) {
          count++;
        }
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
    return count;
  }

  /** Channels once more, where one may have been overlooked: now its thread may wait for it. */
  public static void adoptLeftListeners() {
    if (!listenersMayBeOlder) {
      return;
    }
    for (Object owner : channels()) {
      if (isListener(owner)) {
        accepting(owner);
      }
    }
  }

  private static Set<Object> all() {
    Set<Object> owners = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
    owners.addAll(plain());
    owners.addAll(channels());
    return owners;
  }

  /** A listener is in use: it may be older than the weaving. */
  public static void accepting(Object listener) {
    if (LISTENERS.put(listener, Boolean.TRUE) == null) {
      Hooks.listening(listener);
    }
  }

  private static boolean isListener(Object owner) {
    return owner instanceof ServerSocket
        || owner instanceof ServerSocketChannel
        || owner instanceof AsynchronousServerSocketChannel;
  }

  private static List<Object> channels() {
    try {
      return ChannelsInUse.all();
    } catch (Throwable failure) {
      Hooks.failed(failure);
      return Collections.emptyList();
    }
  }

  private static List<Object> plain() {
    List<Object> all = new ArrayList<Object>();
    try {
      for (Object object : CleanedObjects.all()) {
        if (object instanceof FileDescriptor) {
          addUsersOf((FileDescriptor) object, all);
        } else if (object != null && Access.kindOf(object) != null) {
          Object listener = listenerOf(object);
          all.add(listener == null ? object : listener);
        }
      }
    } catch (Throwable failure) {
      Hooks.failed(failure);
    }
    return all;
  }

  /** Java 9 to 12 clean up after descriptors; the streams of a socket hang on its own. */
  private static void addUsersOf(FileDescriptor descriptor, List<Object> all) throws Exception {
    Object stream = Reflection.field("java.io.FileDescriptor", "parent").get(descriptor);
    String type = stream == null ? "" : stream.getClass().getName();
    if (type.equals("java.net.SocketInputStream") || type.equals("java.net.SocketOutputStream")) {
      all.add(Reflection.field(type, "impl").get(stream));
    }
  }

  /** In Java 8 what implements a listening socket knows it; null: it implements none. */
  private static Object listenerOf(Object impl) throws Exception {
    return Access.kindOf(impl) == Connection.Kind.PLAIN_SOCKET
        ? Reflection.field("java.net.SocketImpl", "serverSocket").get(impl)
        : null;
  }
}
