package dev.keepalive.subjects.faults;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Gives back what it reads, over TCP or TLS, or answers HTTP requests; prints {@code READY}. At a
 * line {@code CLOSE} on standard input it closes all its connections and prints {@code CLOSED}.
 */
public final class PeerServer {
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n"
              + "Keep-Alive: timeout=600\r\nConnection: keep-alive\r\n\r\nyes")
          .getBytes(StandardCharsets.US_ASCII);
  private static final String LENGTH = "content-length:";

  private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

  private PeerServer() {}

  /** Arguments: {@code echo=port}, {@code tls=port} or {@code http=port}, any number of each. */
  public static void main(String[] args) throws IOException {
    PeerServer server = new PeerServer();
    for (String arg : args) {
      String protocol = arg.substring(0, arg.indexOf('='));
      int port = Integer.parseInt(arg.substring(protocol.length() + 1));
      server.listen(protocol, new ServerSocket(port, 200));
    }
    System.out.println("READY");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      for (Socket socket = server.accepted.poll();
          socket != null;
          socket = server.accepted.poll()) {
        socket.close();
      }
      System.out.println("CLOSED");
    }
    System.exit(0);
  }

  private void listen(String protocol, ServerSocket listener) {
    daemon(
        () -> {
          while (true) {
            Socket socket = listener.accept();
            accepted.add(socket);
            daemon(() -> serve(protocol, socket));
          }
        });
  }

  private static void serve(String protocol, Socket socket) throws IOException {
    if (protocol.equals("http")) {
      answer(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    } else {
      echo(protocol.equals("tls") ? encrypted(socket) : socket);
    }
  }

  /** Over a socket that is closed from below, as the end of a process does it. */
  private static Socket encrypted(Socket plain) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, null, plain.getPort(), false);
    socket.setUseClientMode(false);
    return socket;
  }

  private static void echo(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  private static void answer(InputStream in, OutputStream out) throws IOException {
    long body = 0;
    for (String line = line(in); line != null; line = line(in)) {
      if (line.toLowerCase().startsWith(LENGTH)) {
        body = Long.parseLong(line.substring(LENGTH.length()).trim());
      } else if (line.isEmpty()) {
        for (; body > 0 && in.read() >= 0; body--) {
          // The answer says nothing about it.
        }
        out.write(ANSWER);
      }
    }
  }

  /** Without its end; null: there is no more. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString().trim();
      }
      line.append((char) next);
    }
    return null;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // That connection is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
