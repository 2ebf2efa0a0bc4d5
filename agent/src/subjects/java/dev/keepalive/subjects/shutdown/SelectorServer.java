package dev.keepalive.subjects.shutdown;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;

/** One thread and a selector for all connections. */
final class SelectorServer implements Server, Holdable {
  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final PriorityQueue<Conversation> delayed = new PriorityQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(8192);
  private final SelectionKey acceptable;

  SelectorServer(int port) throws IOException {
    listener.bind(new InetSocketAddress("127.0.0.1", port), Main.BACKLOG);
    listener.configureBlocking(false);
    acceptable = listener.register(selector, SelectionKey.OP_ACCEPT);
    new Thread(this::run, "selector").start();
  }

  @Override
  public int port() {
    return listener.socket().getLocalPort();
  }

  @Override
  public void stop() throws IOException {
    listener.close();
    selector.wakeup();
  }

  @Override
  public void hold() {
    acceptable.interestOps(0);
    selector.wakeup();
  }

  @Override
  public void release() {
    acceptable.interestOps(SelectionKey.OP_ACCEPT);
    selector.wakeup();
  }

  private void run() {
    try {
      while (true) {
        Conversation next = delayed.peek();
        // One too many milliseconds rather than none, which would mean forever.
        selector.select(next == null ? 0 : Math.max(1, next.millisLeft() + 1));
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key);
        }
        selector.selectedKeys().clear();
        while (delayed.peek() != null && delayed.peek().millisLeft() <= 0) {
          delayed.poll().answer();
        }
      }
    } catch (IOException e) {
      System.out.println("FAILED " + e);
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.isWritable()) {
        ((Conversation) key.attachment()).write();
      } else if (key.isReadable()) {
        ((Conversation) key.attachment()).read();
      }
    } catch (CancelledKeyException closed) {
      System.out.println("CANCELLED");
    } catch (IOException e) {
      System.out.println((key == acceptable ? "ACCEPTOR " : "FAILED ") + e);
      Main.closeQuietly(key.channel());
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listener.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      key.attach(new Conversation(key));
    }
  }

  /** One connection; at most one request of it is being handled. */
  private final class Conversation implements Comparable<Conversation> {
    private final SelectionKey key;
    private final SocketChannel channel;
    private final Received received = new Received();
    private Request request;
    private Outgoing answer;
    private long due;

    Conversation(SelectionKey key) {
      this.key = key;
      channel = (SocketChannel) key.channel();
    }

    long millisLeft() {
      return (due - System.nanoTime()) / 1_000_000;
    }

    void read() throws IOException {
      buffer.clear();
      int n = channel.read(buffer);
      if (n < 0) {
        channel.close();
        return;
      }
      received.add(buffer.array(), 0, n);
      handleNext();
    }

    private void handleNext() throws IOException {
      request = received.next();
      if (request != null && request.delayMillis() > 0) {
        key.interestOps(0);
        due = System.nanoTime() + request.delayMillis() * 1_000_000;
        delayed.add(this);
      } else if (request != null) {
        begin();
      }
    }

    void answer() {
      try {
        begin();
      } catch (CancelledKeyException | IOException e) {
        System.out.println("FAILED " + e);
        Main.closeQuietly(channel);
      }
    }

    private void begin() throws IOException {
      if (request.exits()) {
        System.exit(0);
      }
      answer = new Outgoing(request);
      write();
    }

    void write() throws IOException {
      for (ByteBuffer piece = answer.piece(); piece != null; piece = answer.piece()) {
        channel.write(piece);
        if (piece.hasRemaining()) {
          key.interestOps(SelectionKey.OP_WRITE);
          return;
        }
      }
      key.interestOps(SelectionKey.OP_READ);
      handleNext();
    }

    @Override
    public int compareTo(Conversation other) {
      return Long.compare(due, other.due);
    }
  }
}
