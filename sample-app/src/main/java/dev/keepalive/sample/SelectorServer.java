package dev.keepalive.sample;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/** One thread and a selector for all connections; a slow answer keeps the others waiting. */
final class SelectorServer extends Thread {
  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final ByteBuffer buffer = ByteBuffer.allocate(8192);

  SelectorServer(InetSocketAddress address) throws IOException {
    super("selector-server");
    setDaemon(true);
    listener.bind(address);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  int port() {
    return listener.socket().getLocalPort();
  }

  @Override
  public void run() {
    while (true) {
      try {
        selector.select();
      } catch (IOException broken) {
        return;
      }
      Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
      while (ready.hasNext()) {
        SelectionKey key = ready.next();
        ready.remove();
        try {
          serve(key);
        } catch (IOException gone) {
          close(key);
        }
      }
    }
  }

  private void serve(SelectionKey key) throws IOException {
    if (key.isAcceptable()) {
      SocketChannel accepted = listener.accept();
      if (accepted != null) {
        accepted.configureBlocking(false);
        accepted.register(selector, SelectionKey.OP_READ, new Pending());
      }
      return;
    }
    Pending pending = (Pending) key.attachment();
    SocketChannel channel = (SocketChannel) key.channel();
    if (key.isReadable()) {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        channel.close();
        return;
      }
      buffer.flip();
      pending.take(buffer);
    }
    channel.write(pending.answers);
    key.interestOps(
        pending.answers.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException alreadyClosed) {
      // Nothing is left to do.
    }
  }

  /** What one connection has sent of a line, and what it has not taken yet of its answers. */
  private static final class Pending {
    private final LineBuffer line = new LineBuffer();
    private ByteBuffer answers = ByteBuffer.allocate(0);

    void take(ByteBuffer read) {
      while (read.hasRemaining()) {
        if (line.add(read.get())) {
          byte[] answer = (Answers.to(line.take()) + "\n").getBytes(StandardCharsets.UTF_8);
          ByteBuffer joined = ByteBuffer.allocate(answers.remaining() + answer.length);
          joined.put(answers).put(answer).flip();
          answers = joined;
        }
      }
    }
  }
}
