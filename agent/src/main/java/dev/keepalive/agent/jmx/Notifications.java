package dev.keepalive.agent.jmx;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.ConnectionObserver;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Reason;
import dev.keepalive.agent.connections.Verdict;
import dev.keepalive.agent.watch.AgentThreads;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;

/**
 * Tells JMX listeners of connections that the agent ends and of peers that the kernel gives up: ten
 * of a kind in ten seconds, and with the next how many were left out. Listeners and their filters
 * are called on a thread of their own; one that blocks makes listeners lose notifications, which
 * are counted as left out, and holds up nothing of the agent's or the application's.
 */
final class Notifications extends NotificationBroadcasterSupport implements ConnectionObserver {
  static final String CONDEMNED = "dev.keepalive.connection.condemned";
  static final String PEER_DEAD = "dev.keepalive.peer.dead";

  private static final int MOST_WAITING = 100;

  private final Pace condemned = new Pace();
  private final Pace dead = new Pace();
  private final ThreadPoolExecutor thread = thread();

  /** The broadcaster's own list is not to be seen; nothing is made where this is empty. */
  private final List<NotificationListener> listeners =
      new CopyOnWriteArrayList<NotificationListener>();

  private volatile Object source;
  private long sequence;

  Notifications() {
    super(
        info(CONDEMNED, "The agent ended a connection, softly or firmly."),
        info(PEER_DEAD, "The kernel gave up the peer of a connection."));
  }

  private static MBeanNotificationInfo info(String type, String description) {
    return new MBeanNotificationInfo(
        new String[] {type},
        Notification.class.getName(),
        description
            + " User data, a map: id, role, peer, reason (of condemned ones), rule, leftOut: how"
            + " many of this type were not sent before this one: over ten in ten seconds, or while listeners"
            + " blocked.");
  }

  /** One, made when it is needed, with a short queue. */
  private static ThreadPoolExecutor thread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<Runnable>(MOST_WAITING),
            new ThreadFactory() {
              @Override
              public Thread newThread(Runnable work) {
                return AgentThreads.make(work, "keepalive-agent-jmx");
              }
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /**
   * @param source the name of the MBean
   */
  void speakFor(Object source) {
    this.source = source;
  }

  @Override
  public void addNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback) {
    super.addNotificationListener(listener, filter, handback);
    listeners.add(listener);
  }

  @Override
  public void removeNotificationListener(NotificationListener listener)
      throws ListenerNotFoundException {
    super.removeNotificationListener(listener);
    listeners.removeAll(Collections.singleton(listener));
  }

  @Override
  public void removeNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback)
      throws ListenerNotFoundException {
    super.removeNotificationListener(listener, filter, handback);
    listeners.remove(listener);
  }

  @Override
  public void opened(Connection connection) {
    // Too many, and no news.
  }

  @Override
  public void closed(Connection connection, String reason) {
    // Likewise.
  }

  @Override
  public void verdictChanged(Connection connection, Verdict before, Verdict after) {
    // Likewise.
  }

  @Override
  public void condemned(ConnectionView before, Reason reason) {
    send(condemned, CONDEMNED, "condemned: " + reason, before, reason);
  }

  @Override
  public void peerDied(Connection connection) {
    send(dead, PEER_DEAD, "the peer is dead", new ConnectionView(connection), null);
  }

  private void send(Pace pace, String type, String what, ConnectionView view, Reason reason) {
    if (listeners.isEmpty() || source == null) {
      return;
    }
    long leftOut = pace.next(System.nanoTime());
    if (leftOut < 0) {
      return;
    }
    Map<String, Object> data = new HashMap<String, Object>();
    data.put("id", view.id());
    data.put("role", view.role());
    data.put("peer", view.peer());
    data.put("rule", view.rule());
    data.put("leftOut", leftOut);
    if (reason != null) {
      data.put("reason", reason.toString());
    }
    Notification notification =
        new Notification(type, source, nextNumber(), what + ", " + view.peer());
    notification.setUserData(data);
    try {
      thread.execute(sending(notification));
    } catch (RejectedExecutionException full) {
      pace.lost(leftOut + 1);
    }
  }

  /** The whole of it: the broadcaster asks a listener's filter on the thread that sends. */
  private Runnable sending(final Notification notification) {
    return new Runnable() {
      @Override
      public void run() {
        try {
          sendNotification(notification);
        } catch (Error listenersOwn) {
          // Exceptions end in the broadcaster; this would end on standard error.
        }
      }
    };
  }

  private synchronized long nextNumber() {
    return ++sequence;
  }
}
