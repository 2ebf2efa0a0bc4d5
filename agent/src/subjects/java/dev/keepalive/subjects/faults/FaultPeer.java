package dev.keepalive.subjects.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * Answers lines with a line, and HTTP requests with a small page, on ports given as 7001 or
 * tls:7002.
 */
public final class FaultPeer {
  private FaultPeer() {}

  public static void main(String[] args) throws Exception {
    for (String port : args) {
      final ServerSocket listener =
          port.startsWith("tls:")
              ? SSLServerSocketFactory.getDefault()
                  .createServerSocket(Integer.parseInt(port.substring(4)))
              : new ServerSocket(Integer.parseInt(port));
      Thread thread =
          new Thread("accept-" + port) {
            @Override
            public void run() {
              try {
                while (true) {
                  serve(listener.accept());
                }
              } catch (IOException e) {
                e.printStackTrace();
              }
            }
          };
      thread.start();
    }
    System.out.println("READY");
  }

  private static void serve(final Socket socket) {
    Thread thread =
        new Thread("serve") {
          @Override
          public void run() {
            try {
              answer(socket);
            } catch (IOException gone) {
              // The client gave up.
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private static void answer(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    for (String line = line(in); line != null; line = line(in)) {
      if (line.startsWith("GET ") || line.startsWith("POST ")) {
        long length = 0;
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase().startsWith("content-length:")) {
            length = Long.parseLong(header.substring(15).trim());
          }
        }
        while (length > 0 && in.read() >= 0) {
          length--;
        }
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes("US-ASCII"));
      } else {
        out.write((line + "\n").getBytes("US-ASCII"));
      }
      out.flush();
    }
    socket.close();
  }

  /** Null at the end; lines longer than any are cut. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (next != '\r' && line.length() < 1000) {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
