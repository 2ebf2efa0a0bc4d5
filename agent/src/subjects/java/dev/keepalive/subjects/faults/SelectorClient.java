package dev.keepalive.subjects.faults;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Lines over a {@link SocketChannel} that a selector drives; it waits in {@code select()} only. */
final class SelectorClient implements Client {
  private final InetSocketAddress peer;
  private SocketChannel channel;
  private SelectionKey key;

  SelectorClient(InetSocketAddress peer) {
    this.peer = peer;
  }

  @Override
  public void open() throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    key = channel.register(Selector.open(), 0);
    if (!channel.connect(peer)) {
      do {
        await(SelectionKey.OP_CONNECT);
      } while (!channel.finishConnect());
    }
  }

  @Override
  public void ask() throws IOException {
    write(Payload.line());
    ByteBuffer answer = ByteBuffer.allocate(Payload.line().length);
    while (answer.hasRemaining()) {
      await(SelectionKey.OP_READ);
      if (channel.read(answer) < 0) {
        throw new EOFException("end of stream");
      }
    }
  }

  @Override
  public void push() throws IOException {
    byte[] chunk = Payload.chunk();
    for (int sent = 0; sent < Payload.TOTAL; sent += chunk.length) {
      write(chunk);
    }
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (channel.write(buffer) >= 0 && buffer.hasRemaining()) {
      await(SelectionKey.OP_WRITE);
    }
  }

  private void await(int operation) throws IOException {
    key.interestOps(operation);
    key.selector().select();
    key.selector().selectedKeys().clear();
  }
}
