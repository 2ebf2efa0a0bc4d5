package dev.keepalive.subjects.faults;

import java.io.EOFException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;

/** An asynchronous channel. */
final class AsyncClient implements Client {
  private final ByteBuffer one = ByteBuffer.allocate(1);
  private AsynchronousSocketChannel channel;

  @Override
  public void open(String host, int port) throws Exception {
    channel = AsynchronousSocketChannel.open();
    channel.connect(new InetSocketAddress(host, port)).get();
    ask();
  }

  @Override
  public void ask() throws Exception {
    push("hello\n".getBytes("US-ASCII"));
    do {
      one.clear();
      if (channel.read(one).get() < 0) {
        throw new EOFException("end of stream");
      }
    } while (one.get(0) != '\n');
  }

  @Override
  public void push(byte[] bytes) throws Exception {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer).get();
    }
  }
}
