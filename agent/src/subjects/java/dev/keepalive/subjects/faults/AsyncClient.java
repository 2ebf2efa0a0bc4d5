package dev.keepalive.subjects.faults;

import java.io.EOFException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;

/** Lines over an {@link AsynchronousSocketChannel}. */
final class AsyncClient implements Client {
  private final InetSocketAddress peer;
  private AsynchronousSocketChannel channel;

  AsyncClient(InetSocketAddress peer) {
    this.peer = peer;
  }

  @Override
  public void open() throws Exception {
    channel = AsynchronousSocketChannel.open();
    channel.connect(peer).get();
  }

  @Override
  public void ask() throws Exception {
    write(Payload.line());
    ByteBuffer answer = ByteBuffer.allocate(Payload.line().length);
    while (answer.hasRemaining()) {
      if (channel.read(answer).get() < 0) {
        throw new EOFException("end of stream");
      }
    }
  }

  @Override
  public void push() throws Exception {
    byte[] chunk = Payload.chunk();
    for (int sent = 0; sent < Payload.TOTAL; sent += chunk.length) {
      write(chunk);
    }
  }

  private void write(byte[] bytes) throws Exception {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer).get();
    }
  }
}
