package dev.keepalive.subjects;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code sockets|channels COUNT}: so many connections at once with a virtual thread at each end,
 * which write more than the kernel takes and read as much. Where there is one carrier only, a
 * thread that keeps it while it waits stops them all. Prints {@code DONE}, or {@code STUCK}.
 */
public final class VirtualThreads {
  private static final int BYTES = 256 * 1024;
  private static final int BUFFER = 16 * 1024;
  private static final long LIMIT_SECONDS = 60;

  private final CountDownLatch open;
  private final CountDownLatch done;

  private VirtualThreads(int count) {
    open = new CountDownLatch(count);
    done = new CountDownLatch(count);
  }

  /** What one thread does. */
  private abstract static class Task implements Runnable {
    abstract void go() throws Exception;

    @Override
    public void run() {
      try {
        go();
      } catch (Throwable failure) {
        failure.printStackTrace();
      }
    }
  }

  public static void main(String[] args) throws Exception {
    // To load a class pins, whoever does it: the first connection is this thread's.
    new Socket().close();
    final boolean channels = args[0].equals("channels");
    final int count = Integer.parseInt(args[1]);
    final VirtualThreads all = new VirtualThreads(2 * count);
    final ServerSocketChannel listener = channels ? ServerSocketChannel.open() : null;
    final ServerSocket server = channels ? listener.socket() : new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    start(
        new Task() {
          @Override
          void go() throws Exception {
            for (int i = 0; i < count; i++) {
              all.answer(channels ? listener.accept() : null, channels ? null : server.accept());
            }
          }
        });
    for (int i = 0; i < count; i++) {
      start(
          new Task() {
            @Override
            void go() throws Exception {
              InetSocketAddress to = (InetSocketAddress) server.getLocalSocketAddress();
              if (channels) {
                all.ask(SocketChannel.open(to), null);
              } else {
                all.ask(null, new Socket(to.getAddress(), to.getPort()));
              }
            }
          });
    }
    boolean ended = all.done.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    System.out.println((ended ? "DONE " : "STUCK ") + all.done.getCount());
    System.exit(ended ? 0 : 1);
  }

  private static void start(Runnable task) throws Exception {
    Method starts = Thread.class.getMethod("startVirtualThread", Runnable.class);
    starts.invoke(null, task);
  }

  private void answer(final SocketChannel channel, final Socket socket) throws Exception {
    start(
        new Task() {
          @Override
          void go() throws Exception {
            begin(channel, socket);
            read(channel, socket);
            write(channel, socket);
            end(channel, socket);
          }
        });
  }

  private void ask(SocketChannel channel, Socket socket) throws Exception {
    begin(channel, socket);
    write(channel, socket);
    read(channel, socket);
    end(channel, socket);
  }

  /** Waits until all are open. */
  private void begin(SocketChannel channel, Socket socket) throws Exception {
    Socket options = channel == null ? socket : channel.socket();
    options.setSendBufferSize(BUFFER);
    options.setReceiveBufferSize(BUFFER);
    open.countDown();
    open.await();
  }

  private void end(SocketChannel channel, Socket socket) throws IOException {
    if (channel == null) {
      socket.close();
    } else {
      channel.close();
    }
    done.countDown();
  }

  private static void write(SocketChannel channel, Socket socket) throws IOException {
    if (channel == null) {
      socket.getOutputStream().write(new byte[BYTES]);
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void read(SocketChannel channel, Socket socket) throws IOException {
    if (channel == null) {
      new DataInputStream(socket.getInputStream()).readFully(new byte[BYTES]);
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException();
      }
    }
  }
}
