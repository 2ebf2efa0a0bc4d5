package dev.keepalive.subjects.heartbeat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A Redis that answers PING in a way of its own, and clients that only ever ask ECHO with a number
 * of their own. Prints {@code GOT what} for each client: {@code right}, the exception that it was
 * told, or {@code WRONG} with the bytes.
 */
public final class HostileServer {
  private static final String PING = "*1\r\n$4\r\nPING\r\n";
  private static final int ROUNDS = 3;

  /** Of a whole request. */
  private static final int ECHO_LENGTH = 22;

  private HostileServer() {}

  /**
   * Arguments: the answer, with escapes as in Java and ~ for a short pause; how long clients pause,
   * in milliseconds.
   */
  public static void main(String[] args) throws Exception {
    String answer = args[0].replace("\\r", "\r").replace("\\n", "\n");
    int pause = Integer.parseInt(args[1]);
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    daemon(
        () -> {
          while (true) {
            Socket socket = listener.accept();
            daemon(() -> serve(socket, answer));
          }
        });
    int port = listener.getLocalPort();
    System.out.println("PORT " + port);
    System.out.println("GOT socket " + client(new BlockingClient(port), pause));
    System.out.println("GOT selector " + client(new SelectorClient(port), pause));
    System.out.println("DONE");
    System.in.read();
    System.exit(0);
  }

  /** One request and its answer. */
  interface Client {
    String echo(String request, int length) throws IOException;
  }

  private static String client(Client client, int pause) throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      String word = "w" + i;
      String request = "*2\r\n$4\r\nECHO\r\n$2\r\n" + word + "\r\n";
      String expected = "$2\r\n" + word + "\r\n";
      try {
        String got = client.echo(request, expected.length());
        if (!got.equals(expected)) {
          return "WRONG " + got.replace("\r", "\\r").replace("\n", "\\n");
        }
      } catch (IOException told) {
        return "told " + told.getMessage();
      }
      Thread.sleep(pause);
    }
    return "right";
  }

  private static void serve(Socket socket, String answer) throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    StringBuilder text = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      text.append((char) b);
      if (text.toString().equals(PING)) {
        text.setLength(0);
        for (char c : answer.toCharArray()) {
          if (c == '~') {
            pause(20);
          } else {
            out.write(c);
          }
        }
      } else if (text.length() == ECHO_LENGTH && text.indexOf("ECHO") > 0) {
        out.write(text.substring(14).getBytes(StandardCharsets.ISO_8859_1));
        text.setLength(0);
      }
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class BlockingClient implements Client {
    private final Socket socket;

    BlockingClient(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
    }

    @Override
    public String echo(String request, int length) throws IOException {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] bytes = new byte[length];
      int at = 0;
      while (at < length) {
        int n = socket.getInputStream().read(bytes, at, length - at);
        if (n < 0) {
          throw new IOException("end of stream");
        }
        at += n;
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * By another name, so that a rule can tell it; reads in an event loop whatever comes, as Netty
   * does.
   */
  private static final class SelectorClient implements Client {
    private final SocketChannel channel;
    private final StringBuffer received = new StringBuffer();
    private volatile IOException failure;

    SelectorClient(int port) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress("localhost", port));
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      daemon(() -> loop(selector));
    }

    private void loop(Selector selector) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(64);
      try {
        while (true) {
          selector.select();
          selector.selectedKeys().clear();
          buffer.clear();
          int n = channel.read(buffer);
          if (n < 0) {
            throw new IOException("end of stream");
          }
          buffer.flip();
          received.append(StandardCharsets.ISO_8859_1.decode(buffer));
        }
      } catch (IOException told) {
        failure = told;
      }
    }

    @Override
    public String echo(String request, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      while (received.length() < length) {
        if (failure != null) {
          throw failure;
        }
        pause(1);
      }
      String got = received.toString();
      received.setLength(0);
      return got;
    }
  }

  /** Work that may fail. */
  interface Work {
    void run() throws Exception;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception ended) {
                // With its socket.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
