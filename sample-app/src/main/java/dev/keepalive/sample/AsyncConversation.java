package dev.keepalive.sample;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Over an asynchronous channel. */
final class AsyncConversation implements Conversation {
  private final AsynchronousSocketChannel channel = AsynchronousSocketChannel.open();
  private final ByteBuffer one = ByteBuffer.allocate(1);

  AsyncConversation(InetSocketAddress peer) throws IOException {
    await(channel.connect(peer));
  }

  @Override
  public String ask(String line) throws IOException {
    push((line + "\n").getBytes(StandardCharsets.UTF_8));
    LineBuffer answer = new LineBuffer();
    do {
      one.clear();
      if (await(channel.read(one)) < 0) {
        throw new EOFException("the peer closed");
      }
    } while (!answer.add(one.get(0)));
    return answer.take();
  }

  @Override
  public void push(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      await(channel.write(buffer));
    }
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw (IOException) e.getCause();
      }
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
