package dev.keepalive.subjects.shutdown;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asynchronous channels and their completion handlers. */
final class AsyncServer implements Server {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open();
  private final int port;

  AsyncServer(int port) throws IOException {
    listener.bind(new InetSocketAddress("127.0.0.1", port), Main.BACKLOG);
    this.port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    accept();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void stop() throws IOException {
    listener.close();
  }

  private void accept() {
    listener.accept(
        null,
        new CompletionHandler<AsynchronousSocketChannel, Void>() {
          @Override
          public void completed(AsynchronousSocketChannel channel, Void nothing) {
            new Conversation(channel).read();
            accept();
          }

          @Override
          public void failed(Throwable closed, Void nothing) {
            System.out.println("ACCEPTOR " + closed);
          }
        });
  }

  /** One connection: reads a request, answers it, reads the next. */
  private final class Conversation {
    private final AsynchronousSocketChannel channel;
    private final Received received = new Received();
    private final ByteBuffer buffer = ByteBuffer.allocate(8192);

    Conversation(AsynchronousSocketChannel channel) {
      this.channel = channel;
    }

    void read() {
      buffer.clear();
      channel.read(
          buffer,
          null,
          new Handler() {
            @Override
            void done(int bytes) {
              if (bytes < 0) {
                Main.closeQuietly(channel);
              } else {
                received.add(buffer.array(), 0, bytes);
                handleNext();
              }
            }
          });
    }

    private void handleNext() {
      Request request = received.next();
      if (request == null) {
        read();
      } else if (request.delayMillis() > 0) {
        timer.schedule(() -> begin(request), request.delayMillis(), TimeUnit.MILLISECONDS);
      } else {
        begin(request);
      }
    }

    private void begin(Request request) {
      if (request.exits()) {
        System.exit(0);
      }
      write(new Outgoing(request));
    }

    private void write(Outgoing answer) {
      ByteBuffer piece = answer.piece();
      if (piece == null) {
        handleNext();
        return;
      }
      channel.write(
          piece,
          null,
          new Handler() {
            @Override
            void done(int bytes) {
              write(answer);
            }
          });
    }

    private abstract class Handler implements CompletionHandler<Integer, Void> {
      abstract void done(int bytes);

      @Override
      public void completed(Integer bytes, Void nothing) {
        done(bytes);
      }

      @Override
      public void failed(Throwable failure, Void nothing) {
        System.out.println("FAILED " + failure);
        Main.closeQuietly(channel);
      }
    }
  }
}
