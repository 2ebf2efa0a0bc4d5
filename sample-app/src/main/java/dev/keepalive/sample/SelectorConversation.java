package dev.keepalive.sample;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Over a non-blocking channel and a selector of its own. */
final class SelectorConversation implements Conversation {
  private final SocketChannel channel = SocketChannel.open();
  private final Selector selector = Selector.open();
  private final SelectionKey key;
  private final ByteBuffer one = ByteBuffer.allocate(1);

  SelectorConversation(InetSocketAddress peer) throws IOException {
    channel.configureBlocking(false);
    key = channel.register(selector, 0);
    boolean connected = channel.connect(peer);
    while (!connected) {
      await(SelectionKey.OP_CONNECT);
      connected = channel.finishConnect();
    }
  }

  @Override
  public String ask(String line) throws IOException {
    push((line + "\n").getBytes(StandardCharsets.UTF_8));
    LineBuffer answer = new LineBuffer();
    while (true) {
      one.clear();
      int n = channel.read(one);
      if (n < 0) {
        throw new EOFException("the peer closed");
      }
      if (n == 0) {
        await(SelectionKey.OP_READ);
      } else if (answer.add(one.get(0))) {
        return answer.take();
      }
    }
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

  @Override
  public void close() throws IOException {
    channel.close();
    selector.close();
  }
}
