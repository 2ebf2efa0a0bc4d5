package dev.keepalive.subjects.faults;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Lines over a blocking {@link SocketChannel}. */
final class ChannelClient implements Client {
  private final InetSocketAddress peer;
  private SocketChannel channel;

  ChannelClient(InetSocketAddress peer) {
    this.peer = peer;
  }

  @Override
  public void open() throws IOException {
    channel = SocketChannel.open(peer);
  }

  @Override
  public void ask() throws IOException {
    write(Payload.line());
    ByteBuffer answer = ByteBuffer.allocate(Payload.line().length);
    while (answer.hasRemaining()) {
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
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
