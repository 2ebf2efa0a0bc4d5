package dev.keepalive.it.shutdown;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection of a client, and what became of it. Used by the thread of its {@link
 * LoadClient}; what is public can be asked from any.
 */
public final class KeptOpen {
  /** How the server's side ended. */
  public enum End {
    NONE,
    /** An orderly close. */
    FIN,
    /** A reset, or any other error. */
    RESET
  }

  private final SocketChannel channel;
  private final boolean closesToo;
  private final StringBuilder head = new StringBuilder();
  private long bodyLeft;
  private SelectionKey key;
  private String repeated;
  private long thinkNanos;
  private long nextAsk;

  private volatile int asked;
  private volatile int answered;
  private volatile boolean midway;
  private volatile End end = End.NONE;
  private volatile String error = "";

  /**
   * @param closesToo whether it closes its side once the server has closed its own
   */
  KeptOpen(int port, boolean closesToo) throws IOException {
    this.closesToo = closesToo;
    channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    channel.configureBlocking(false);
  }

  void register(Selector selector) throws IOException {
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Sends a request: {@code GET /path} or {@code POST /path}, the latter with a small body. */
  void ask(String request) {
    if (end != End.NONE) {
      return;
    }
    String body = request.startsWith("POST") ? "hello" : "";
    String text =
        request + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    try {
      asked++;
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      ended(End.RESET, e);
    }
  }

  /** The same request again and again, with a pause after each answer. */
  void repeat(String request, long thinkMillis) {
    repeated = request;
    thinkNanos = thinkMillis * 1_000_000;
    nextAsk = System.nanoTime() + thinkNanos;
  }

  void askAgainIfDue() {
    if (repeated != null && asked == answered && System.nanoTime() - nextAsk >= 0) {
      ask(repeated);
    }
  }

  void read(ByteBuffer buffer) {
    buffer.clear();
    try {
      int n = channel.read(buffer);
      if (n < 0) {
        ended(End.FIN, null);
        return;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        take(buffer);
      }
    } catch (IOException e) {
      ended(End.RESET, e);
    }
  }

  private void take(ByteBuffer buffer) {
    midway = true;
    if (bodyLeft > 0) {
      int some = (int) Math.min(bodyLeft, buffer.remaining());
      buffer.position(buffer.position() + some);
      bodyLeft -= some;
    } else {
      head.append((char) buffer.get());
      if (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
        return;
      }
      bodyLeft = contentLength();
      head.setLength(0);
    }
    if (bodyLeft == 0) {
      midway = false;
      answered++;
      nextAsk = System.nanoTime() + thinkNanos;
    }
  }

  private long contentLength() {
    for (String line : head.toString().split("\r\n")) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        return Long.parseLong(line.substring(15).trim());
      }
    }
    throw new IllegalStateException("no Content-Length: " + head);
  }

  private void ended(End how, IOException thrown) {
    error = thrown == null ? "" : thrown.toString();
    end = how;
    if (closesToo || how == End.RESET) {
      close();
    } else {
      key.interestOps(0);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      error += e;
    }
  }

  public int asked() {
    return asked;
  }

  /** Whole answers. */
  public int answered() {
    return answered;
  }

  public End end() {
    return end;
  }

  /** Whether a request got no answer, or half of one. */
  public boolean cut() {
    return midway || asked > answered;
  }

  /** Whether an answer ended in its middle. */
  public boolean halfAnswered() {
    return midway && end != End.NONE;
  }

  @Override
  public String toString() {
    return "asked "
        + asked
        + " answered "
        + answered
        + (midway ? " and half" : "")
        + " "
        + end
        + error;
  }
}
