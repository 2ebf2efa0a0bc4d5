package dev.keepalive.it.shutdown;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that takes a large answer at its own pace, in a thread of its own. */
public final class SlowReader implements AutoCloseable {
  private static final int PAUSE_MILLIS = 10;

  private final Socket socket = new Socket();
  private final Thread thread = new Thread(this::read, "slow reader");
  private final int bytesPerPause;
  private volatile long bytes;
  private volatile String end = "still open";

  public SlowReader(int port, int megabytes, int bytesPerSecond) throws IOException {
    bytesPerPause = bytesPerSecond / 1000 * PAUSE_MILLIS;
    // So that the answer does not fit in what the kernels hold.
    socket.setReceiveBufferSize(64 * 1024);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    String request = "GET /big?mb=" + megabytes + " HTTP/1.1\r\nHost: test\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    byte[] buffer = new byte[bytesPerPause];
    try {
      InputStream in = socket.getInputStream();
      for (int n = in.readNBytes(buffer, 0, buffer.length);
          n > 0;
          n = in.readNBytes(buffer, 0, buffer.length)) {
        bytes += n;
        Thread.sleep(PAUSE_MILLIS);
      }
      end = "FIN";
    } catch (IOException | InterruptedException e) {
      end = e.toString();
    }
  }

  /** How many bytes have come, the answer's head among them. */
  public long bytes() {
    return bytes;
  }

  /** Waits for the end of the connection: {@code FIN}, or what happened instead. */
  public String awaitEnd() {
    try {
      thread.join(60_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return end;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
