package dev.keepalive.subjects.shutdown;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;

/**
 * Two TLS connections to the port given, one idle and one in the middle of a slow request, and how
 * each ends: {@code END idle whole}, or with the exception of a truncation.
 */
public final class TlsClient {
  private TlsClient() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    Socket idle = asked(port, "/");
    readAnswer(idle.getInputStream());
    Socket busy = asked(port, "/");
    readAnswer(busy.getInputStream());
    ask(busy, "/slow?ms=1500");
    System.out.println("READY");
    Thread second = new Thread(() -> end("busy", busy, true));
    second.start();
    end("idle", idle, false);
    second.join();
  }

  private static Socket asked(int port, String target) throws IOException {
    Socket socket = SSLSocketFactory.getDefault().createSocket("127.0.0.1", port);
    ask(socket, target);
    return socket;
  }

  private static void ask(Socket socket, String target) throws IOException {
    String request = "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static void readAnswer(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\nok") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("cut: " + answer);
      }
      answer.append((char) next);
    }
  }

  private static void end(String name, Socket socket, boolean answered) {
    try {
      InputStream in = socket.getInputStream();
      if (answered) {
        readAnswer(in);
      }
      System.out.println("END " + name + (in.read() < 0 ? " whole" : " more"));
      socket.close();
    } catch (IOException e) {
      System.out.println("END " + name + " " + e);
    }
  }
}
