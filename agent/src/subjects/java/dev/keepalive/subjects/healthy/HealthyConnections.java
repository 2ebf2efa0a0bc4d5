package dev.keepalive.subjects.healthy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channels;
import java.nio.channels.CompletionHandler;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Connections that nothing is wrong with. Each scenario prints {@code RESULT name ok}, or what
 * happened to it instead.
 */
public final class HealthyConnections {
  private static InetSocketAddress peer;

  private HealthyConnections() {}

  /** One scenario; throws what the application saw. */
  interface Scenario {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    peer = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
    List<Thread> threads = new ArrayList<Thread>();
    for (int i = 2; i < args.length; i++) {
      final String name = args[i];
      final Scenario scenario = scenario(name);
      Thread thread =
          new Thread(name) {
            @Override
            public void run() {
              String result = "ok";
              try {
                scenario.run();
              } catch (Throwable e) {
                result = e.toString();
              }
              System.out.println("RESULT " + name + " " + result);
            }
          };
      thread.start();
      threads.add(thread);
    }
    System.out.println("STARTED");
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("END");
    System.exit(0);
  }

  private static Scenario scenario(String name) {
    switch (name) {
      case "slow-reader":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            slowReader();
          }
        };
      case "one-byte-a-second":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            oneByteASecond();
          }
        };
      case "half-closed-socket":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            Socket socket = new Socket(peer.getAddress(), peer.getPort());
            ask(socket.getOutputStream(), "ANSWER-AFTER-EOF 15");
            socket.shutdownOutput();
            expect("done", socket.getInputStream());
          }
        };
      case "half-closed-channel":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            SocketChannel channel = SocketChannel.open(peer);
            ask(Channels.newOutputStream(channel), "ANSWER-AFTER-EOF 15");
            channel.shutdownOutput();
            expect("done", Channels.newInputStream(channel));
          }
        };
      case "own-longer-timeout":
        return withReadTimeout(20_000);
      case "own-longer-timeout-channel-socket":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            Socket socket = SocketChannel.open().socket();
            socket.connect(peer, 20_000);
            socket.setSoTimeout(20_000);
            ask(socket.getOutputStream(), "ANSWER-AFTER 7");
            expect("done", socket.getInputStream());
          }
        };
      case "own-longer-timeout-async":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            ownLongerTimeoutAsync();
          }
        };
      case "own-endless-timeout":
        return withReadTimeout(0);
      case "slow-answer-socket":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            Socket socket = new Socket(peer.getAddress(), peer.getPort());
            ask(socket.getOutputStream(), "ANSWER-AFTER 4");
            expect("done", socket.getInputStream());
          }
        };
      case "slow-answer-channel":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            SocketChannel channel = SocketChannel.open(peer);
            ask(Channels.newOutputStream(channel), "ANSWER-AFTER 4");
            expect("done", Channels.newInputStream(channel));
          }
        };
      case "patient-subscriber":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            Socket socket = new Socket(peer.getAddress(), peer.getPort());
            ask(socket.getOutputStream(), "ANSWER-AFTER 75");
            expect("done", socket.getInputStream());
          }
        };
      case "abandoned-write":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            abandonedWrite();
          }
        };
      case "beside-lingering-closes":
        return new Scenario() {
          @Override
          public void run() throws Exception {
            besideLingeringCloses();
          }
        };
      default:
        throw new IllegalArgumentException(name);
    }
  }

  /** 4 MB for a peer that reads nothing for two minutes: every byte must arrive. */
  private static void slowReader() throws IOException {
    Socket socket = new Socket(peer.getAddress(), peer.getPort());
    OutputStream out = socket.getOutputStream();
    ask(out, "READ-AFTER 120");
    out.write(new byte[4 << 20]);
    socket.shutdownOutput();
    expect(Integer.toString(4 << 20), socket.getInputStream());
  }

  private static void oneByteASecond() throws Exception {
    Socket socket = new Socket(peer.getAddress(), peer.getPort());
    OutputStream out = socket.getOutputStream();
    ask(out, "READ-AFTER 0");
    for (int i = 0; i < 60; i++) {
      out.write(i);
      Thread.sleep(1000);
    }
    socket.shutdownOutput();
    expect("60", socket.getInputStream());
  }

  /** A non-blocking write that is taken in part, and that nobody goes on with for a while. */
  private static void abandonedWrite() throws Exception {
    SocketChannel channel = SocketChannel.open(peer);
    ask(Channels.newOutputStream(channel), "READ-AFTER 10");
    channel.configureBlocking(false);
    long sent = 0;
    for (int taken = 1; taken > 0; sent += taken) {
      taken = channel.write(ByteBuffer.allocate(1 << 20));
    }
    Thread.sleep(8000);
    channel.configureBlocking(true);
    sent += channel.write(ByteBuffer.allocate(1000));
    channel.shutdownOutput();
    expect(Long.toString(sent), Channels.newInputStream(channel));
  }

  private static void ownLongerTimeoutAsync() throws Exception {
    AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
    channel.connect(peer).get();
    channel.write(ByteBuffer.wrap("ANSWER-AFTER 7\n".getBytes("US-ASCII"))).get();
    final CompletableFuture<Integer> read = new CompletableFuture<Integer>();
    channel.read(
        ByteBuffer.allocate(100),
        20,
        TimeUnit.SECONDS,
        null,
        new CompletionHandler<Integer, Void>() {
          @Override
          public void completed(Integer bytes, Void nothing) {
            read.complete(bytes);
          }

          @Override
          public void failed(Throwable failure, Void nothing) {
            read.completeExceptionally(failure);
          }
        });
    if (read.get() != 5) {
      throw new IllegalStateException("expected 5 bytes, got " + read.get());
    }
  }

  private static Scenario withReadTimeout(final int millis) {
    return new Scenario() {
      @Override
      public void run() throws Exception {
        Socket socket = new Socket(peer.getAddress(), peer.getPort());
        socket.setSoTimeout(millis);
        ask(socket.getOutputStream(), "ANSWER-AFTER 7");
        expect("done", socket.getInputStream());
        if (socket.getSoTimeout() != millis) {
          throw new IllegalStateException("getSoTimeout tells " + socket.getSoTimeout());
        }
      }
    };
  }

  /** While a hundred closes linger for 20 s, another connection is told of its deadline in time. */
  private static void besideLingeringCloses() throws Exception {
    for (int i = 0; i < 100; i++) {
      final Socket socket = new Socket();
      socket.setSendBufferSize(256 * 1024);
      socket.connect(peer);
      socket.setSoLinger(true, 20);
      ask(socket.getOutputStream(), "READ-AFTER 1000");
      socket.getOutputStream().write(new byte[128 * 1024]);
      Thread closer =
          new Thread() {
            @Override
            public void run() {
              try {
                socket.close();
              } catch (IOException e) {
                e.printStackTrace();
              }
            }
          };
      closer.setDaemon(true);
      closer.start();
    }
    SocketChannel channel = SocketChannel.open(peer);
    long start = System.nanoTime();
    ask(Channels.newOutputStream(channel), "ANSWER-AFTER 1000");
    try {
      channel.read(ByteBuffer.allocate(100));
      throw new IllegalStateException("nothing was to be read");
    } catch (IOException told) {
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (millis > 10_000 || !told.getMessage().contains("response.timeout")) {
        throw new IllegalStateException("after " + millis + " ms: " + told);
      }
    }
  }

  private static void ask(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void expect(String text, InputStream in) throws IOException {
    String line = HealthyPeer.line(in);
    if (!line.equals(text)) {
      throw new IllegalStateException("expected " + text + ", got " + line);
    }
  }
}
