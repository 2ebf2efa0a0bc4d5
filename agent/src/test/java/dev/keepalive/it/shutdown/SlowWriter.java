package dev.keepalive.it.shutdown;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client whose request takes its time to be sent, in a thread of its own. */
public final class SlowWriter implements AutoCloseable {
  private static final int PAUSE_MILLIS = 50;

  private final Socket socket;
  private final Thread thread = new Thread(this::write, "slow writer");
  private final int length;
  private final int pieces;
  private volatile int sent;
  private volatile String answer;

  /** Sends one {@code POST} in so many pieces, one every 50 ms. */
  public SlowWriter(int port, int length, int pieces) throws IOException {
    this.length = length;
    this.pieces = pieces;
    socket = new Socket("127.0.0.1", port);
    thread.setDaemon(true);
    thread.start();
  }

  private void write() {
    try {
      String head = "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: " + length + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      byte[] piece = new byte[length / pieces];
      Arrays.fill(piece, (byte) 'x');
      for (; sent < length; sent += piece.length) {
        Thread.sleep(PAUSE_MILLIS);
        socket.getOutputStream().write(piece);
      }
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException | InterruptedException e) {
      answer = e.toString();
    }
  }

  public int sent() {
    return sent;
  }

  /** The whole answer, once the server has closed the connection; or what went wrong. */
  public String awaitAnswer() {
    try {
      thread.join(60_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return String.valueOf(answer);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
