package dev.keepalive.subjects.healthy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A peer that is slow in ways that are nobody's fault. The first line says how: {@code READ-AFTER
 * seconds}, {@code ANSWER-AFTER seconds}, {@code ANSWER-AFTER-EOF seconds}, {@code HALF-A-PAGE}.
 */
public final class HealthyPeer {
  private HealthyPeer() {}

  public static void main(String[] args) throws IOException {
    ServerSocket server = new ServerSocket();
    // A small window, so that a writer soon meets a closed one.
    server.setReceiveBufferSize(16 * 1024);
    server.bind(new InetSocketAddress(InetAddress.getByName(args[0]), 0), 500);
    System.out.println("PORT " + server.getLocalPort());
    while (true) {
      final Socket socket = server.accept();
      Thread thread =
          new Thread() {
            @Override
            public void run() {
              try {
                converse(socket);
              } catch (Exception gone) {
                System.err.println(gone);
              }
            }
          };
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void converse(Socket socket) throws Exception {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    String[] words = line(in).split(" ");
    switch (words[0]) {
      case "READ-AFTER":
        Thread.sleep(Long.parseLong(words[1]) * 1000);
        answer(out, Long.toString(readToEnd(in)));
        break;
      case "ANSWER-AFTER":
        Thread.sleep(Long.parseLong(words[1]) * 1000);
        answer(out, "done");
        break;
      case "ANSWER-AFTER-EOF":
        readToEnd(in);
        Thread.sleep(Long.parseLong(words[1]) * 1000);
        answer(out, "done");
        break;
      case "GET":
        answer(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf a page");
        in.read();
        break;
      default:
        throw new IllegalArgumentException(words[0]);
    }
    if (!words[0].equals("GET")) {
      socket.close();
    }
  }

  private static void answer(OutputStream out, String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static long readToEnd(InputStream in) throws IOException {
    byte[] buffer = new byte[65536];
    long sum = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      sum += n;
    }
    return sum;
  }

  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("end of stream after '" + line + "'");
      }
      line.append((char) c);
    }
    return line.toString();
  }
}
