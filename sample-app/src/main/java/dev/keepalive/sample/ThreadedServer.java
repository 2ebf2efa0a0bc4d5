package dev.keepalive.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A thread for each connection, plain or TLS. */
final class ThreadedServer extends Thread {
  private final ServerSocket listener;

  private ThreadedServer(ServerSocket listener) {
    super("threaded-server-" + listener.getLocalPort());
    this.listener = listener;
    setDaemon(true);
  }

  static ThreadedServer plain(int port) throws IOException {
    return new ThreadedServer(new ServerSocket(port));
  }

  static ThreadedServer tls(int port) throws IOException {
    return new ThreadedServer(Tls.servers().createServerSocket(port));
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void run() {
    while (true) {
      try {
        final Socket socket = listener.accept();
        Thread handler =
            new Thread(getName() + "-handler") {
              @Override
              public void run() {
                serve(socket);
              }
            };
        handler.setDaemon(true);
        handler.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      while (true) {
        String answer = Answers.to(StreamConversation.readLine(in)) + "\n";
        out.write(answer.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException gone) {
      try {
        socket.close();
      } catch (IOException alreadyClosed) {
        // Nothing is left to do.
      }
    }
  }
}
