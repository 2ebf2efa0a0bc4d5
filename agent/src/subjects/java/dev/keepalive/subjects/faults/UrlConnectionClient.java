package dev.keepalive.subjects.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;

/** HTTP by {@link HttpURLConnection}, which keeps connections in a cache of its own. */
final class UrlConnectionClient implements Client {
  private final InetSocketAddress peer;

  UrlConnectionClient(InetSocketAddress peer) {
    this.peer = peer;
  }

  @Override
  public void open() {
    // Connects at the first request.
  }

  @Override
  public void ask() throws IOException {
    finish(connection());
  }

  @Override
  public void push() throws IOException {
    HttpURLConnection connection = connection();
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(Payload.TOTAL);
    byte[] chunk = Payload.chunk();
    try (OutputStream out = connection.getOutputStream()) {
      for (int sent = 0; sent < Payload.TOTAL; sent += chunk.length) {
        out.write(chunk);
      }
    }
    finish(connection);
  }

  private HttpURLConnection connection() throws IOException {
    URL url = new URL("http", peer.getHostString(), peer.getPort(), "/");
    return (HttpURLConnection) url.openConnection();
  }

  private static void finish(HttpURLConnection connection) throws IOException {
    try (InputStream body = connection.getInputStream()) {
      while (body.read() >= 0) {
        // To its end: then the connection is kept.
      }
    }
  }
}
