package dev.keepalive.subjects;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Answers every byte with itself, one thread a connection; ends with its standard input. Prints
 * {@code LOST} and the exception where a connection ends by one.
 */
public final class EchoServer {
  private EchoServer() {}

  /** The one argument is the port; all addresses. */
  public static void main(String[] args) throws IOException {
    final ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 100);
    Thread acceptor =
        new Thread() {
          @Override
          public void run() {
            try {
              while (true) {
                echo(listener.accept());
              }
            } catch (IOException e) {
              e.printStackTrace();
            }
          }
        };
    acceptor.setDaemon(true);
    acceptor.start();
    System.out.println("READY");
    while (System.in.read() >= 0) {
      continue;
    }
  }

  private static void echo(final Socket socket) {
    Thread thread =
        new Thread() {
          @Override
          public void run() {
            byte[] buffer = new byte[4096];
            try (Socket open = socket) {
              for (int n = open.getInputStream().read(buffer);
                  n >= 0;
                  n = open.getInputStream().read(buffer)) {
                open.getOutputStream().write(buffer, 0, n);
              }
            } catch (IOException e) {
              System.out.println("LOST " + e);
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }
}
