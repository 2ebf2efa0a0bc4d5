package dev.keepalive.subjects;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A {@link SocketChannel}: blocking, or not and then with a selector. */
class ChannelEnd implements End {
  private final SocketChannel channel;
  private final Selector selector;

  /**
   * @param selector null: blocking
   */
  ChannelEnd(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      ready(SelectionKey.OP_WRITE);
      channel.write(buffer);
    }
  }

  @Override
  public void read(int count) throws IOException {
    // Half of them by the scattering read, which is another method of the JDK.
    ByteBuffer first = ByteBuffer.allocate(count / 2);
    ByteBuffer second = ByteBuffer.allocate(count - count / 2);
    while (first.hasRemaining()) {
      ready(SelectionKey.OP_READ);
      more(channel.read(first));
    }
    while (second.hasRemaining()) {
      ready(SelectionKey.OP_READ);
      more(channel.read(new ByteBuffer[] {first, second}));
    }
  }

  private static void more(long read) throws EOFException {
    if (read < 0) {
      throw new EOFException();
    }
  }

  private void ready(int operation) throws IOException {
    if (selector != null) {
      channel.register(selector, operation);
      selector.select();
      selector.selectedKeys().clear();
    }
  }

  @Override
  public InetSocketAddress local() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  @Override
  public InetSocketAddress peer() throws IOException {
    return (InetSocketAddress) channel.getRemoteAddress();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (selector != null && selector.isOpen()) {
      // Only now is the descriptor of a registered channel given back.
      selector.selectNow();
      selector.close();
    }
  }
}
