package dev.keepalive.sample;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;

/** Asynchronous channels and their completion handlers. */
final class AsyncServer {
  private final AsynchronousServerSocketChannel listener;

  AsyncServer(InetSocketAddress address) throws IOException {
    listener = AsynchronousServerSocketChannel.open().bind(address);
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  void start() {
    listener.accept(
        null,
        new CompletionHandler<AsynchronousSocketChannel, Void>() {
          @Override
          public void completed(AsynchronousSocketChannel accepted, Void nothing) {
            listener.accept(null, this);
            new Exchange(accepted).read();
          }

          @Override
          public void failed(Throwable closed, Void nothing) {}
        });
  }

  /** One connection: reads a line, writes its answer, reads again. */
  private static final class Exchange implements CompletionHandler<Integer, ByteBuffer> {
    private final AsynchronousSocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(1);
    private final LineBuffer line = new LineBuffer();

    Exchange(AsynchronousSocketChannel channel) {
      this.channel = channel;
    }

    void read() {
      in.clear();
      channel.read(in, in, this);
    }

    @Override
    public void completed(Integer bytes, ByteBuffer buffer) {
      if (buffer != in) {
        if (buffer.hasRemaining()) {
          channel.write(buffer, buffer, this);
        } else {
          read();
        }
      } else if (bytes < 0) {
        close();
      } else if (line.add(in.get(0))) {
        byte[] answer = (Answers.to(line.take()) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.wrap(answer);
        channel.write(out, out, this);
      } else {
        read();
      }
    }

    @Override
    public void failed(Throwable gone, ByteBuffer buffer) {
      close();
    }

    private void close() {
      try {
        channel.close();
      } catch (IOException alreadyClosed) {
        // Nothing is left to do.
      }
    }
  }
}
