package dev.keepalive.subjects.shutdown;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executors;

/** The HTTP server of the JDK. */
final class JdkServer implements Server {
  private static final int STOP_SECONDS = 2;

  private final HttpServer server;

  JdkServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), Main.BACKLOG);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", JdkServer::handle);
    server.start();
  }

  @Override
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void stop() {
    server.stop(STOP_SECONDS);
  }

  private static void handle(HttpExchange exchange) throws IOException {
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            length(exchange.getRequestBody()));
    Main.sleep(request.delayMillis());
    if (request.exits()) {
      System.exit(0);
    }
    byte[] text = request.text().getBytes("ISO-8859-1");
    exchange.sendResponseHeaders(200, request.bytes() > 0 ? request.bytes() : text.length);
    OutputStream out = exchange.getResponseBody();
    if (request.bytes() == 0) {
      out.write(text);
    } else {
      for (ByteBuffer chunk : Main.chunks(request.bytes())) {
        out.write(chunk.array(), 0, chunk.remaining());
      }
    }
    exchange.close();
  }

  private static int length(InputStream body) throws IOException {
    byte[] buffer = new byte[8192];
    int sum = 0;
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      sum += n;
    }
    return sum;
  }
}
