package dev.keepalive.sample;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Over a blocking channel. */
final class ChannelConversation implements Conversation {
  private final SocketChannel channel;
  private final ByteBuffer one = ByteBuffer.allocate(1);

  ChannelConversation(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public String ask(String line) throws IOException {
    push((line + "\n").getBytes(StandardCharsets.UTF_8));
    LineBuffer answer = new LineBuffer();
    do {
      one.clear();
      if (channel.read(one) < 0) {
        throw new EOFException("the peer closed");
      }
    } while (!answer.add(one.get(0)));
    return answer.take();
  }

  @Override
  public void push(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
