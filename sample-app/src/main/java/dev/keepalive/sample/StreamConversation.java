package dev.keepalive.sample;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Over the two streams of a socket of any make. */
final class StreamConversation implements Conversation {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  StreamConversation(Socket socket) throws IOException {
    this.socket = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  @Override
  public String ask(String line) throws IOException {
    push((line + "\n").getBytes(StandardCharsets.UTF_8));
    return readLine(in);
  }

  @Override
  public void push(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  static String readLine(InputStream in) throws IOException {
    LineBuffer line = new LineBuffer();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the peer closed");
      }
      if (line.add((byte) next)) {
        return line.take();
      }
    }
  }
}
