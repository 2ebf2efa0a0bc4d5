package dev.keepalive.agent.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A connection stands at one place at most, whoever moves it there, and none is left behind. */
class RegistryTest {
  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5432);
  private static final int ROUNDS = 20_000;

  private final Registry registry = new Registry();
  private final Object owner = new Object();

  @Test
  void aConnectionMovesFromConnectingToOpen() {
    List<Connection> open = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Connection connection = connecting();
      if (i % 3 > 0) {
        registry.removeConnecting(connection);
        registry.add(connection);
        open.add(connection);
      }
    }
    assertEquals(100, registry.connecting().size());
    assertEquals(new HashSet<>(open), new HashSet<>(registry.open()));
    for (Connection connection : open) {
      registry.removeConnecting(connection);
      assertTrue(registry.remove(connection));
      assertFalse(registry.remove(connection));
    }
    assertEquals(100, registry.connecting().size());
    assertCounts(200, 200);
  }

  /** As a timeout or another thread may close it at any moment of its connect. */
  @Test
  void aCloseFromAnotherThreadLeavesNothingBehind() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      connections.add(connecting());
    }
    Future<?> opens = threads.submit(each(connections, start, this::open));
    Future<?> closes = threads.submit(each(connections, start, this::close));
    opens.get();
    closes.get();
    threads.shutdown();
    assertEquals(0, registry.connecting().size());
    assertFalse(registry.open().iterator().hasNext());
    assertCounts(ROUNDS, ROUNDS);
  }

  private Connection connecting() {
    Connection connection = (Connection) Hooks.channel(owner, owner);
    Hooks.connecting(connection, PEER);
    registry.addConnecting(connection);
    return connection;
  }

  private void open(Connection connection) {
    registry.removeConnecting(connection);
    registry.add(connection);
  }

  private void close(Connection connection) {
    Hooks.closing(connection);
    if (!registry.remove(connection)) {
      registry.removeConnecting(connection);
    }
  }

  private static Callable<Void> each(
      List<Connection> all, CyclicBarrier start, Consumer<Connection> step) {
    return () -> {
      start.await();
      all.forEach(step);
      return null;
    };
  }

  private void assertCounts(long opened, long closed) {
    assertEquals(opened, registry.openedTotal());
    assertEquals(closed, registry.closedTotal());
    assertEquals(opened - closed, registry.openCount());
  }
}
