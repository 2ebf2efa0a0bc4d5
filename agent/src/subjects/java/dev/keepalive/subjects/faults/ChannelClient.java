package dev.keepalive.subjects.faults;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A channel, blocking or driven by a selector. */
final class ChannelClient implements Client {
  private final boolean selecting;
  private final ByteBuffer one = ByteBuffer.allocate(1);
  private SocketChannel channel;
  private Selector selector;
  private SelectionKey key;

  ChannelClient(boolean selecting) {
    this.selecting = selecting;
  }

  @Override
  public void open(String host, int port) throws IOException {
    channel = SocketChannel.open();
    if (selecting) {
      selector = Selector.open();
      channel.configureBlocking(false);
      key = channel.register(selector, 0);
    }
    boolean connected = channel.connect(new InetSocketAddress(host, port));
    while (!connected) {
      await(SelectionKey.OP_CONNECT);
      connected = channel.finishConnect();
    }
    ask();
  }

  @Override
  public void ask() throws IOException {
    push("hello\n".getBytes("US-ASCII"));
    do {
      one.clear();
      int n = channel.read(one);
      while (n == 0) {
        await(SelectionKey.OP_READ);
        n = channel.read(one);
      }
      if (n < 0) {
        throw new EOFException("end of stream");
      }
    } while (one.get(0) != '\n');
  }

  @Override
  public void push(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (channel.write(buffer) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    selector.select();
    selector.selectedKeys().clear();
  }
}
