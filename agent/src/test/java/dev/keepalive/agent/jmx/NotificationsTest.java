package dev.keepalive.agent.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Reason;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Notification;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever ends a connection is never held up by those who listen. */
class NotificationsTest {
  private static final int MORE_THAN_PASS = 15;

  private final Object owner = new Object();
  private final Connection connection = (Connection) Hooks.socket(owner, owner);
  private final Notifications notifications = new Notifications();
  private final BlockingQueue<Notification> received = new LinkedBlockingQueue<>();
  private final NotificationListener listener = (news, handback) -> received.add(news);

  @BeforeEach
  void speak() {
    Hooks.connecting(connection, InetSocketAddress.createUnresolved("pg", 5432));
    notifications.speakFor("the bean");
  }

  @Test
  void aStormIsCutShort() throws InterruptedException {
    notifications.addNotificationListener(listener, null, null);
    for (int i = 0; i < MORE_THAN_PASS; i++) {
      condemn();
    }
    for (int i = 0; i < 10; i++) {
      assertEquals(0L, leftOut(next()));
    }
    // Of another kind, so that all that was sent before has come.
    notifications.peerDied(connection);
    assertEquals(Notifications.PEER_DEAD, next().getType());
  }

  @Test
  void aListenerThatBlocksHoldsUpNobody() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    notifications.addNotificationListener((news, handback) -> await(released), null, null);
    assertTimeoutPreemptively(Duration.ofSeconds(30), this::condemn);
    notifications.addNotificationListener(listener, null, null);
    assertTimeoutPreemptively(Duration.ofSeconds(30), this::condemn);
    assertNull(received.peek());
    released.countDown();
    assertEquals(Notifications.CONDEMNED, next().getType());
  }

  @Test
  void aFilterThatBlocksHoldsUpNobody() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    NotificationFilter filter =
        news -> {
          await(released);
          return true;
        };
    notifications.addNotificationListener(listener, filter, null);
    assertTimeoutPreemptively(Duration.ofSeconds(30), this::condemn);
    assertNull(received.peek());
    released.countDown();
    assertEquals("abort", ((Map<?, ?>) next().getUserData()).get("reason"));
  }

  @Test
  void nothingIsMadeWhereNobodyListens() throws Exception {
    notifications.addNotificationListener(listener, null, "one");
    notifications.addNotificationListener(listener, null, "two");
    NotificationListener other = (news, handback) -> {};
    notifications.addNotificationListener(other, null, null);
    notifications.removeNotificationListener(other);
    condemn();
    next();
    next();
    notifications.removeNotificationListener(listener, null, "one");
    condemn();
    next();
    notifications.removeNotificationListener(listener);
    condemn();
    notifications.addNotificationListener(listener, null, null);
    condemn();
    // What nobody listened to was neither made nor counted.
    Notification last = next();
    assertEquals(3L, last.getSequenceNumber());
    assertEquals(0L, leftOut(last));
  }

  private void condemn() {
    notifications.condemned(new ConnectionView(connection), Reason.ABORT);
  }

  private Notification next() throws InterruptedException {
    return received.poll(30, TimeUnit.SECONDS);
  }

  private static long leftOut(Notification notification) {
    return (Long) ((Map<?, ?>) notification.getUserData()).get("leftOut");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
