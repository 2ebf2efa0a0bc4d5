package dev.keepalive.subjects.shutdown;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/** An embedded Tomcat, which has no shutdown hook. */
final class TomcatServer implements Server {
  private static final int STOP_SECONDS = 10;

  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector("HTTP/1.1");

  TomcatServer(int port) throws Exception {
    Path directory = Files.createTempDirectory("keepalive-tomcat");
    directory.toFile().deleteOnExit();
    tomcat.setBaseDir(directory.toString());
    tomcat.setSilent(true);
    connector.setPort(port);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("acceptCount", Integer.toString(Main.BACKLOG));
    connector.setProperty("keepAliveTimeout", "120000");
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.getService().addConnector(connector);
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "answers", new Answers());
    context.addServletMappingDecoded("/", "answers");
    tomcat.start();
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  /** As Spring Boot does it: no new connections, wait for the handlers, stop. */
  @Override
  public void stop() throws Exception {
    connector.pause();
    connector.getProtocolHandler().closeServerSocketGraceful();
    ThreadPoolExecutor handlers = (ThreadPoolExecutor) connector.getProtocolHandler().getExecutor();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (handlers.getActiveCount() > 0 && System.nanoTime() < end) {
      Main.sleep(50);
    }
    tomcat.stop();
  }

  private static final class Answers extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest http, HttpServletResponse response)
        throws IOException {
      String query = http.getQueryString() == null ? "" : "?" + http.getQueryString();
      Request request =
          new Request(
              http.getMethod(), http.getRequestURI() + query, length(http.getInputStream()));
      Main.sleep(request.delayMillis());
      if (request.exits()) {
        System.exit(0);
      }
      OutputStream out = response.getOutputStream();
      if (request.bytes() == 0) {
        byte[] text = request.text().getBytes("ISO-8859-1");
        response.setContentLength(text.length);
        out.write(text);
      } else {
        response.setContentLengthLong(request.bytes());
        for (ByteBuffer chunk : Main.chunks(request.bytes())) {
          out.write(chunk.array(), 0, chunk.remaining());
        }
      }
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
}
