package dev.keepalive.subjects.shutdown;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A program without a server: it has open connections to another, as a consumer, a batch job or a
 * command-line tool has, reads from them without end, and exits when told to by a line on its
 * standard input. The argument is the port to connect to.
 */
public final class Clients {
  private static final int CONNECTIONS = 5;

  private Clients() {}

  public static void main(String[] args) throws Exception {
    List<Socket> open = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Socket socket = new Socket("127.0.0.1", Integer.parseInt(args[0]));
      open.add(socket);
      Thread poll = new Thread(() -> readForever(socket), "poll");
      poll.setDaemon(true);
      poll.start();
    }
    // Listens, as for its health or its metrics, but nobody has connected.
    ServerSocket listener = new ServerSocket(0);
    System.out.println("READY " + open.size() + " " + listener.getLocalPort());
    if (System.in.read() >= 0) {
      System.exit(0);
    }
    Runtime.getRuntime().halt(9);
  }

  private static void readForever(Socket socket) {
    try {
      while (socket.getInputStream().read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      System.out.println("FAILED " + e);
    }
  }
}
