package dev.keepalive.subjects.behaviour;

import static dev.keepalive.subjects.behaviour.Lab.LOOPBACK;
import static dev.keepalive.subjects.behaviour.Lab.attempt;
import static dev.keepalive.subjects.behaviour.Lab.blocked;
import static dev.keepalive.subjects.behaviour.Lab.interrupted;
import static dev.keepalive.subjects.behaviour.Lab.observe;
import static dev.keepalive.subjects.behaviour.Lab.result;

import dev.keepalive.subjects.behaviour.Lab.Channels;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;

/** {@code SocketChannel}, {@code ServerSocketChannel}, selectors, adaptors and their neighbours. */
final class ChannelBehaviours {
  private ChannelBehaviours() {}

  static void all() throws Exception {
    connecting();
    reading();
    writing();
    closing();
    options();
    selecting();
    adaptors();
    neighbours();
  }

  private static ByteBuffer room(int size) {
    return ByteBuffer.allocate(size);
  }

  private static void connecting() throws Exception {
    InetSocketAddress unresolved = InetSocketAddress.createUnresolved("no.such.host.invalid", 80);
    observe(
        "channel.refused",
        () -> SocketChannel.open(new InetSocketAddress(LOOPBACK, Lab.closedPort())));
    observe("channel.unresolved", () -> SocketChannel.open(unresolved));
    observe("channel.connect.null", () -> SocketChannel.open().connect(null));
    observe("channel.unconnected.read", () -> SocketChannel.open().read(room(1)));
    observe("channel.unconnected.write", () -> SocketChannel.open().write(room(1)));
    observe("channel.unconnected.finish", () -> SocketChannel.open().finishConnect());
    observe("channel.unconnected.state", () -> state(SocketChannel.open()));
    observe(
        "channel.connect.twice",
        () -> {
          try (Channels pair = new Channels()) {
            return pair.client.connect(new InetSocketAddress(LOOPBACK, Lab.closedPort()));
          }
        });
    observe(
        "channel.connect.closed",
        () -> {
          SocketChannel channel = SocketChannel.open();
          channel.close();
          return channel.connect(new InetSocketAddress(LOOPBACK, Lab.closedPort()));
        });
    observe(
        "channel.connect.pendingTwice",
        () -> {
          try (ServerSocketChannel full = ServerSocketChannel.open();
              SocketChannel channel = SocketChannel.open()) {
            full.bind(new InetSocketAddress(LOOPBACK, 0), 1);
            SocketChannel one = SocketChannel.open(full.getLocalAddress());
            SocketChannel two = SocketChannel.open(full.getLocalAddress());
            channel.configureBlocking(false);
            boolean first = channel.connect(full.getLocalAddress());
            String second = attempt(() -> channel.connect(full.getLocalAddress()));
            String read = attempt(() -> channel.read(room(1)));
            boolean pending = channel.isConnectionPending();
            return first
                + second
                + read
                + pending
                + channel.finishConnect()
                + one.isOpen()
                + two.isOpen();
          }
        });
    observe(
        "channel.connect.refusedLater",
        () -> {
          try (SocketChannel channel = SocketChannel.open();
              Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(LOOPBACK, Lab.closedPort()));
            channel.register(selector, SelectionKey.OP_CONNECT);
            selector.select(5000);
            return attempt(channel::finishConnect) + channel.isOpen();
          }
        });
    observe(
        "channel.connect.closedMeanwhile",
        () -> {
          try (ServerSocketChannel full = ServerSocketChannel.open()) {
            full.bind(new InetSocketAddress(LOOPBACK, 0), 1);
            SocketChannel one = SocketChannel.open(full.getLocalAddress());
            SocketChannel two = SocketChannel.open(full.getLocalAddress());
            SocketChannel channel = SocketChannel.open();
            FutureTask<String> connect = blocked(() -> channel.connect(full.getLocalAddress()));
            channel.close();
            return result(connect) + one.isOpen() + two.isOpen();
          }
        });
    observe(
        "channel.connect.interrupted",
        () -> {
          try (ServerSocketChannel full = ServerSocketChannel.open()) {
            full.bind(new InetSocketAddress(LOOPBACK, 0), 1);
            SocketChannel one = SocketChannel.open(full.getLocalAddress());
            SocketChannel two = SocketChannel.open(full.getLocalAddress());
            SocketChannel channel = SocketChannel.open();
            FutureTask<String> connect = interrupted(() -> channel.connect(full.getLocalAddress()));
            return result(connect) + channel.isOpen() + one.isOpen() + two.isOpen();
          }
        });
    observe(
        "channel.connected.state",
        () -> {
          try (Channels pair = new Channels()) {
            return state(pair.client) + " " + state(pair.server);
          }
        });
    observe(
        "channel.bind.twice",
        () -> {
          try (SocketChannel channel = SocketChannel.open()) {
            channel.bind(new InetSocketAddress(LOOPBACK, 0));
            String again = attempt(() -> channel.bind(null));
            return channel + again;
          }
        });
  }

  private static String state(SocketChannel channel) {
    return channel
        + " open="
        + channel.isOpen()
        + " connected="
        + channel.isConnected()
        + " pending="
        + channel.isConnectionPending()
        + " blocking="
        + channel.isBlocking()
        + " registered="
        + channel.isRegistered()
        + " local="
        + attempt(channel::getLocalAddress)
        + " remote="
        + attempt(channel::getRemoteAddress);
  }

  private static void reading() throws Exception {
    observe(
        "channel.read.nothing",
        () -> {
          try (Channels pair = new Channels()) {
            pair.client.configureBlocking(false);
            return pair.client.read(room(10)) + " " + pair.client.read(room(0));
          }
        });
    observe(
        "channel.read.readOnly",
        () -> {
          try (Channels pair = new Channels()) {
            return pair.client.read(room(1).asReadOnlyBuffer());
          }
        });
    observe(
        "channel.read.null",
        () -> {
          try (Channels pair = new Channels()) {
            return pair.client.read((ByteBuffer) null);
          }
        });
    observe(
        "channel.read.scatter",
        () -> {
          try (Channels pair = new Channels()) {
            pair.server.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6}));
            ByteBuffer[] rooms = {room(2), ByteBuffer.allocateDirect(3), room(0), room(9)};
            long count = pair.client.read(rooms);
            String bounds = attempt(() -> pair.client.read(rooms, 2, 3));
            return count + " " + rooms[0] + rooms[1] + rooms[2] + rooms[3] + bounds;
          }
        });
    observe(
        "channel.read.end",
        () -> {
          try (Channels pair = new Channels()) {
            pair.server.write(ByteBuffer.wrap(new byte[] {1}));
            pair.server.shutdownOutput();
            return pair.client.read(room(5))
                + " "
                + pair.client.read(room(5))
                + " "
                + pair.client.read(room(5));
          }
        });
    observe(
        "channel.read.reset",
        () -> {
          try (Channels pair = new Channels()) {
            pair.server.setOption(StandardSocketOptions.SO_LINGER, 0);
            pair.server.close();
            String first = attempt(() -> pair.client.read(room(5)));
            return first + attempt(() -> pair.client.read(room(5)));
          }
        });
    observe(
        "channel.read.closedMeanwhile",
        () -> {
          try (Channels pair = new Channels()) {
            FutureTask<String> read = blocked(() -> pair.client.read(room(5)));
            pair.client.close();
            return result(read);
          }
        });
    observe(
        "channel.read.interrupted",
        () -> {
          try (Channels pair = new Channels()) {
            FutureTask<String> read = interrupted(() -> pair.client.read(room(5)));
            return result(read) + pair.client.isOpen() + pair.server.read(room(5));
          }
        });
    observe(
        "channel.read.interruptedBefore",
        () -> {
          try (Channels pair = new Channels()) {
            Thread.currentThread().interrupt();
            String read = attempt(() -> pair.client.read(room(5)));
            return read + Thread.interrupted() + pair.client.isOpen();
          }
        });
    observe(
        "channel.read.shutMeanwhile",
        () -> {
          try (Channels pair = new Channels()) {
            FutureTask<String> read = blocked(() -> pair.client.read(room(5)));
            pair.client.shutdownInput();
            return result(read) + pair.client.read(room(5)) + pair.client.isOpen();
          }
        });
    observe(
        "channel.read.closed",
        () -> {
          Channels pair = new Channels();
          pair.close();
          return attempt(() -> pair.client.read(room(5)))
              + attempt(() -> pair.client.read(new ByteBuffer[] {room(5)}))
              + attempt(() -> pair.client.getRemoteAddress());
        });
    observe(
        "channel.read.direct",
        () -> {
          try (Channels pair = new Channels()) {
            pair.server.write(ByteBuffer.wrap(new byte[100]));
            ByteBuffer direct = ByteBuffer.allocateDirect(60);
            int first = pair.client.read(direct);
            return first + " " + direct + pair.client.read(room(100)) + direct.isDirect();
          }
        });
  }

  private static void writing() throws Exception {
    observe(
        "channel.write.empty",
        () -> {
          try (Channels pair = new Channels()) {
            return pair.client.write(room(0)) + " " + pair.client.write(new ByteBuffer[0]);
          }
        });
    observe(
        "channel.write.gather",
        () -> {
          try (Channels pair = new Channels()) {
            ByteBuffer[] parts = {
              ByteBuffer.wrap(new byte[3]), room(0), ByteBuffer.allocateDirect(4)
            };
            long count = pair.client.write(parts);
            return count + " " + pair.server.read(room(20)) + parts[0] + parts[2];
          }
        });
    observe(
        "channel.write.gatherPart",
        () -> {
          try (Channels pair = new Channels()) {
            ByteBuffer[] parts = {room(3), room(4), room(5)};
            return pair.client.write(parts, 1, 1)
                + " "
                + parts[0]
                + parts[1]
                + parts[2]
                + attempt(() -> pair.client.write(parts, 2, 2));
          }
        });
    observe(
        "channel.write.full",
        () -> {
          try (Channels pair = new Channels()) {
            pair.client.configureBlocking(false);
            long sum = 0;
            for (int n = pair.client.write(room(100_000)); n > 0; ) {
              sum += n;
              n = pair.client.write(room(100_000));
            }
            return sum > 100_000;
          }
        });
    observe(
        "channel.write.shut",
        () -> {
          try (Channels pair = new Channels()) {
            pair.client.shutdownOutput();
            pair.client.shutdownOutput();
            return attempt(() -> pair.client.write(room(1)))
                + pair.server.read(room(1))
                + pair.client.isOpen();
          }
        });
    observe(
        "channel.write.reset",
        () -> {
          try (Channels pair = new Channels()) {
            pair.server.setOption(StandardSocketOptions.SO_LINGER, 0);
            pair.server.close();
            return attempt(() -> pair.client.write(room(1)))
                + attempt(() -> pair.client.write(room(1)));
          }
        });
    observe(
        "channel.write.closedMeanwhile",
        () -> {
          try (Channels pair = new Channels()) {
            FutureTask<String> write = blocked(() -> fill(pair.client));
            pair.client.close();
            return result(write);
          }
        });
    observe(
        "channel.write.interrupted",
        () -> {
          try (Channels pair = new Channels()) {
            FutureTask<String> write = interrupted(() -> fill(pair.client));
            return result(write) + pair.client.isOpen();
          }
        });
    observe(
        "channel.transferTo",
        () -> {
          Path file = Files.createTempFile("behaviour", ".bin");
          Files.write(file, new byte[5000]);
          try (Channels pair = new Channels();
              FileChannel source = FileChannel.open(file)) {
            long sent = source.transferTo(1000, 3000, pair.client);
            long beyond = source.transferTo(9000, 10, pair.client);
            pair.client.shutdownOutput();
            ByteBuffer all = room(9000);
            while (pair.server.read(all) >= 0) {
              // Until its end.
            }
            return sent + " " + beyond + " " + all.position();
          } finally {
            Files.delete(file);
          }
        });
    observe(
        "channel.transferFrom",
        () -> {
          Path file = Files.createTempFile("behaviour", ".bin");
          try (Channels pair = new Channels();
              FileChannel target = FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            pair.server.write(room(700));
            pair.server.close();
            return target.transferFrom(pair.client, 0, 5000) + " " + target.size();
          } finally {
            Files.delete(file);
          }
        });
  }

  private static Object fill(SocketChannel channel) throws Exception {
    while (true) {
      channel.write(room(1 << 20));
    }
  }

  private static void closing() throws Exception {
    observe(
        "channel.close.twice",
        () -> {
          Channels pair = new Channels();
          pair.client.close();
          pair.client.close();
          return state(pair.client) + pair.server.read(room(1));
        });
    observe(
        "channel.close.registered",
        () -> {
          try (Channels pair = new Channels();
              Selector selector = Selector.open()) {
            pair.client.configureBlocking(false);
            SelectionKey key = pair.client.register(selector, SelectionKey.OP_READ);
            pair.client.close();
            boolean valid = key.isValid();
            selector.selectNow();
            return valid + " " + selector.keys().size() + " " + pair.server.read(room(1));
          }
        });
    observe(
        "channel.close.halfClosed",
        () -> {
          try (Channels pair = new Channels()) {
            pair.client.shutdownOutput();
            int end = pair.server.read(room(1));
            pair.server.write(room(3));
            return end + " " + pair.client.read(room(9));
          }
        });
  }

  private static void options() throws Exception {
    observe(
        "channel.options.supported",
        () -> {
          TreeSet<String> names = new TreeSet<String>();
          try (SocketChannel channel = SocketChannel.open()) {
            channel.supportedOptions().forEach(option -> names.add(option.name()));
          }
          return names;
        });
    observe(
        "channel.options.set",
        () -> {
          try (Channels pair = new Channels()) {
            pair.client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            pair.client.setOption(StandardSocketOptions.SO_LINGER, 3);
            pair.client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            return pair.client.getOption(StandardSocketOptions.TCP_NODELAY)
                + " "
                + pair.client.getOption(StandardSocketOptions.SO_LINGER)
                + " "
                + pair.client.getOption(StandardSocketOptions.SO_KEEPALIVE)
                + attempt(() -> pair.client.setOption(StandardSocketOptions.SO_SNDBUF, -1))
                + attempt(() -> pair.client.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1))
                + attempt(() -> pair.client.setOption(null, 1));
          }
        });
    observe(
        "channel.options.closed",
        () -> {
          SocketChannel channel = SocketChannel.open();
          channel.close();
          return attempt(() -> channel.setOption(StandardSocketOptions.TCP_NODELAY, true))
              + attempt(() -> channel.getOption(StandardSocketOptions.SO_KEEPALIVE))
              + attempt(() -> channel.configureBlocking(false));
        });
  }

  private static void selecting() throws Exception {
    observe(
        "selector.readable",
        () -> {
          try (Channels pair = new Channels();
              Selector selector = Selector.open()) {
            pair.client.configureBlocking(false);
            pair.client.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            int writable = selector.selectNow();
            pair.server.write(room(4));
            pair.client.keyFor(selector).interestOps(SelectionKey.OP_READ);
            selector.selectedKeys().clear();
            int readable = selector.select(5000);
            return writable + " " + readable + " " + pair.client.keyFor(selector).readyOps();
          }
        });
    observe(
        "selector.wrongOps",
        () -> {
          try (Channels pair = new Channels();
              Selector selector = Selector.open()) {
            String blocking = attempt(() -> pair.client.register(selector, SelectionKey.OP_READ));
            pair.client.configureBlocking(false);
            String wrong = attempt(() -> pair.client.register(selector, SelectionKey.OP_ACCEPT));
            pair.client.register(selector, SelectionKey.OP_READ);
            return blocking + wrong + attempt(() -> pair.client.configureBlocking(true));
          }
        });
    observe(
        "selector.cancelled",
        () -> {
          try (Channels pair = new Channels();
              Selector selector = Selector.open()) {
            pair.client.configureBlocking(false);
            SelectionKey key = pair.client.register(selector, SelectionKey.OP_READ);
            key.cancel();
            return attempt(() -> key.interestOps())
                + attempt(() -> pair.client.register(selector, SelectionKey.OP_READ))
                + selector.selectNow()
                + pair.client.isRegistered();
          }
        });
    observe(
        "selector.wakeup",
        () -> {
          try (Selector selector = Selector.open()) {
            FutureTask<String> select = blocked(() -> selector.select());
            selector.wakeup();
            return result(select);
          }
        });
    observe(
        "selector.interrupted",
        () -> {
          try (Selector selector = Selector.open()) {
            return result(interrupted(() -> selector.select())) + selector.isOpen();
          }
        });
    observe(
        "selector.closedMeanwhile",
        () -> {
          Selector selector = Selector.open();
          FutureTask<String> select = blocked(() -> selector.select());
          selector.close();
          return result(select);
        });
    observe(
        "server.channel.accept.nothing",
        () -> {
          try (ServerSocketChannel server = ServerSocketChannel.open()) {
            String unbound = attempt(() -> server.accept());
            server.bind(new InetSocketAddress(LOOPBACK, 0));
            server.configureBlocking(false);
            return unbound + server.accept() + server;
          }
        });
    observe(
        "server.channel.closedMeanwhile",
        () -> {
          ServerSocketChannel server = ServerSocketChannel.open();
          server.bind(new InetSocketAddress(LOOPBACK, 0));
          FutureTask<String> accept = blocked(server::accept);
          server.close();
          return result(accept) + server;
        });
    observe(
        "server.channel.interrupted",
        () -> {
          ServerSocketChannel server = ServerSocketChannel.open();
          server.bind(new InetSocketAddress(LOOPBACK, 0));
          return result(interrupted(server::accept)) + server.isOpen();
        });
  }

  private static void adaptors() throws Exception {
    observe(
        "adaptor.state",
        () -> {
          try (Channels pair = new Channels()) {
            Socket socket = pair.client.socket();
            return socket.isConnected()
                + " "
                + socket.isBound()
                + socket
                + socket.getSoTimeout()
                + (socket.getChannel() == pair.client);
          }
        });
    observe(
        "adaptor.read.timeout",
        () -> {
          try (Channels pair = new Channels()) {
            pair.client.socket().setSoTimeout(50);
            String first = attempt(() -> pair.client.socket().getInputStream().read());
            pair.server.write(room(1));
            return first + pair.client.socket().getInputStream().read();
          }
        });
    observe(
        "adaptor.nonBlocking",
        () -> {
          try (Channels pair = new Channels()) {
            pair.client.configureBlocking(false);
            return attempt(() -> pair.client.socket().getInputStream().read())
                + attempt(() -> pair.client.socket().getOutputStream().write(1));
          }
        });
    observe(
        "adaptor.connect.timeout",
        () -> {
          try (ServerSocketChannel full = ServerSocketChannel.open();
              SocketChannel channel = SocketChannel.open()) {
            full.bind(new InetSocketAddress(LOOPBACK, 0), 1);
            SocketChannel one = SocketChannel.open(full.getLocalAddress());
            SocketChannel two = SocketChannel.open(full.getLocalAddress());
            return attempt(() -> channel.socket().connect(full.getLocalAddress(), 300))
                + channel.isOpen()
                + one.isOpen()
                + two.isOpen();
          }
        });
    observe(
        "adaptor.connect.refused",
        () -> {
          try (SocketChannel channel = SocketChannel.open()) {
            return attempt(
                    () ->
                        channel
                            .socket()
                            .connect(new InetSocketAddress(LOOPBACK, Lab.closedPort()), 1000))
                + channel.isOpen();
          }
        });
    observe(
        "adaptor.close",
        () -> {
          Channels pair = new Channels();
          pair.client.socket().close();
          return pair.client.isOpen() + " " + pair.client.socket().isClosed();
        });
    observe(
        "adaptor.closedMeanwhile",
        () -> {
          try (Channels pair = new Channels()) {
            FutureTask<String> read = blocked(() -> pair.client.socket().getInputStream().read());
            pair.client.socket().close();
            return result(read);
          }
        });
    observe(
        "adaptor.interrupted",
        () -> {
          try (Channels pair = new Channels()) {
            FutureTask<String> read =
                interrupted(() -> pair.client.socket().getInputStream().read());
            return result(read) + pair.client.isOpen();
          }
        });
  }

  private static void neighbours() throws Exception {
    observe(
        "pipe",
        () -> {
          Pipe pipe = Pipe.open();
          pipe.sink().write(room(5));
          int count = pipe.source().read(room(9));
          pipe.sink().close();
          return count + " " + pipe.source().read(room(9)) + pipe.source().isOpen();
        });
    observe(
        "datagram",
        () -> {
          try (DatagramChannel one =
                  DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
              DatagramChannel two = DatagramChannel.open()) {
            two.send(room(7), one.getLocalAddress());
            ByteBuffer got = room(20);
            one.receive(got);
            String unconnected = attempt(() -> two.read(room(1)));
            return got.position() + unconnected;
          }
        });
    observe(
        "file",
        () -> {
          Path file = Files.createTempFile("behaviour", ".txt");
          try (FileChannel channel =
              FileChannel.open(
                  file,
                  java.nio.file.StandardOpenOption.READ,
                  java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(room(10));
            Path other = Files.createTempFile("behaviour", ".txt");
            try (FileChannel target =
                FileChannel.open(other, java.nio.file.StandardOpenOption.WRITE)) {
              return channel.transferTo(0, 10, target) + " " + target.size();
            } finally {
              Files.delete(other);
            }
          } finally {
            Files.delete(file);
          }
        });
  }
}
