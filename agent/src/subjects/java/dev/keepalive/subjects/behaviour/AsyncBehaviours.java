package dev.keepalive.subjects.behaviour;

import static dev.keepalive.subjects.behaviour.Lab.LOOPBACK;
import static dev.keepalive.subjects.behaviour.Lab.attempt;
import static dev.keepalive.subjects.behaviour.Lab.observe;

import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** {@code AsynchronousSocketChannel} and its server. */
final class AsyncBehaviours {
  private AsyncBehaviours() {}

  /** Two ends of one connection. */
  private static final class Ends implements AutoCloseable {
    final AsynchronousSocketChannel client;
    final AsynchronousSocketChannel server;

    Ends() throws Exception {
      try (AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open()) {
        listener.bind(new InetSocketAddress(LOOPBACK, 0));
        Future<AsynchronousSocketChannel> accepted = listener.accept();
        client = AsynchronousSocketChannel.open();
        client.connect(listener.getLocalAddress()).get();
        server = accepted.get();
      }
    }

    @Override
    public void close() throws Exception {
      client.close();
      server.close();
    }
  }

  private static ByteBuffer room(int size) {
    return ByteBuffer.allocate(size);
  }

  static void all() throws Exception {
    observe(
        "async.refused",
        () ->
            AsynchronousSocketChannel.open()
                .connect(new InetSocketAddress(LOOPBACK, Lab.closedPort()))
                .get());
    observe(
        "async.unresolved",
        () ->
            AsynchronousSocketChannel.open()
                .connect(InetSocketAddress.createUnresolved("no.such.host.invalid", 1)));
    observe("async.unconnected", () -> AsynchronousSocketChannel.open().read(room(1)));
    observe(
        "async.state",
        () -> {
          try (Ends ends = new Ends()) {
            return ends.client + " " + ends.server + ends.client.getRemoteAddress();
          }
        });
    observe(
        "async.connect.twice",
        () -> {
          try (Ends ends = new Ends()) {
            return ends.client.connect(new InetSocketAddress(LOOPBACK, 1));
          }
        });
    observe(
        "async.exchange",
        () -> {
          try (Ends ends = new Ends()) {
            int sent = ends.client.write(room(100)).get();
            ByteBuffer got = room(60);
            int first = ends.server.read(got).get();
            return sent + " " + first + " " + ends.server.read(room(60)).get() + got;
          }
        });
    observe(
        "async.handler",
        () -> {
          try (Ends ends = new Ends()) {
            CompletableFuture<String> told = new CompletableFuture<String>();
            ends.server.read(room(9), "attached", handler(told));
            ends.client.write(room(4)).get();
            return told.get(10, TimeUnit.SECONDS);
          }
        });
    observe(
        "async.read.pending",
        () -> {
          try (Ends ends = new Ends()) {
            Future<Integer> pending = ends.client.read(room(1));
            String second = attempt(() -> ends.client.read(room(1)));
            ends.server.write(room(1)).get();
            return second + pending.get();
          }
        });
    observe(
        "async.read.timeout",
        () -> {
          try (Ends ends = new Ends()) {
            CompletableFuture<String> told = new CompletableFuture<String>();
            ends.client.read(room(9), 50, TimeUnit.MILLISECONDS, "attached", handler(told));
            String first = told.get(10, TimeUnit.SECONDS);
            return first + attempt(() -> ends.client.read(room(1)));
          }
        });
    observe(
        "async.read.end",
        () -> {
          try (Ends ends = new Ends()) {
            ends.server.close();
            return ends.client.read(room(1)).get() + " " + ends.client.read(room(1)).get();
          }
        });
    observe(
        "async.read.reset",
        () -> {
          try (Ends ends = new Ends()) {
            ends.server.setOption(StandardSocketOptions.SO_LINGER, 0);
            ends.server.close();
            return attempt(() -> ends.client.read(room(1)).get());
          }
        });
    observe(
        "async.read.closedMeanwhile",
        () -> {
          try (Ends ends = new Ends()) {
            Future<Integer> read = ends.client.read(room(1));
            ends.client.close();
            return attempt(() -> read.get());
          }
        });
    observe(
        "async.read.cancelled",
        () -> {
          try (Ends ends = new Ends()) {
            Future<Integer> read = ends.client.read(room(1));
            boolean cancelled = read.cancel(false);
            return cancelled + attempt(() -> read.get()) + attempt(() -> ends.client.read(room(1)));
          }
        });
    observe(
        "async.read.scatter",
        () -> {
          try (Ends ends = new Ends()) {
            ends.client.write(room(50)).get();
            CompletableFuture<String> told = new CompletableFuture<String>();
            ByteBuffer[] rooms = {room(10), room(15), room(99)};
            ends.server.read(rooms, 0, 3, 0, TimeUnit.SECONDS, "attached", longHandler(told));
            return told.get(10, TimeUnit.SECONDS) + rooms[0] + rooms[1] + rooms[2];
          }
        });
    observe(
        "async.read.readOnly",
        () -> {
          try (Ends ends = new Ends()) {
            return ends.client.read(room(1).asReadOnlyBuffer());
          }
        });
    observe(
        "async.read.zero",
        () -> {
          try (Ends ends = new Ends()) {
            return ends.client.read(room(0)).get() + " " + ends.client.write(room(0)).get();
          }
        });
    observe(
        "async.write.shut",
        () -> {
          try (Ends ends = new Ends()) {
            ends.client.shutdownOutput();
            return attempt(() -> ends.client.write(room(1)).get())
                + ends.server.read(room(1)).get();
          }
        });
    observe(
        "async.write.large",
        () -> {
          try (Ends ends = new Ends()) {
            CompletableFuture<String> told = new CompletableFuture<String>();
            ByteBuffer large = room(20_000_000);
            ends.client.write(large, "attached", handler(told));
            CompletableFuture<Void> shut =
                told.thenRun(() -> Lab.attempt(() -> ends.client.shutdownOutput()));
            long count = 0;
            int read = 0;
            while (read >= 0) {
              count += read;
              read = ends.server.read(room(1 << 20)).get();
            }
            shut.get();
            return (count == large.position()) + " " + told.get().startsWith("attached completed");
          }
        });
    observe(
        "async.closed",
        () -> {
          Ends ends = new Ends();
          ends.close();
          return attempt(() -> ends.client.read(room(1)).get())
              + attempt(() -> ends.client.write(room(1)).get())
              + attempt(() -> ends.client.getRemoteAddress())
              + ends.client.isOpen();
        });
    observe(
        "async.accept.closedMeanwhile",
        () -> {
          AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open();
          server.bind(new InetSocketAddress(LOOPBACK, 0));
          Future<AsynchronousSocketChannel> accept = server.accept();
          String pending = attempt(() -> server.accept());
          server.close();
          return pending + attempt(() -> accept.get());
        });
    observe("async.accept.unbound", () -> AsynchronousServerSocketChannel.open().accept());
  }

  private static CompletionHandler<Integer, String> handler(CompletableFuture<String> told) {
    return new CompletionHandler<Integer, String>() {
      @Override
      public void completed(Integer count, String attachment) {
        told.complete(attachment + " completed " + count);
      }

      @Override
      public void failed(Throwable failure, String attachment) {
        told.complete(attachment + " failed " + failure);
      }
    };
  }

  private static CompletionHandler<Long, String> longHandler(CompletableFuture<String> told) {
    return new CompletionHandler<Long, String>() {
      @Override
      public void completed(Long count, String attachment) {
        told.complete(attachment + " completed " + count);
      }

      @Override
      public void failed(Throwable failure, String attachment) {
        told.complete(attachment + " failed " + failure);
      }
    };
  }
}
