package dev.keepalive.subjects;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Runs out of memory again and again while it opens connections, and then uses some as usual. */
public final class Exhausted {
  private static final int TIMES = 20;

  private Exhausted() {}

  public static void main(String[] args) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket server = new ServerSocket(0, 500, loopback);
    int exhausted = 0;
    for (int i = 0; i < TIMES; i++) {
      List<Object> all = new ArrayList<Object>();
      try {
        while (true) {
          all.add(new byte[100_000]);
          Socket socket = new Socket(loopback, server.getLocalPort());
          socket.getOutputStream().write(1);
          socket.close();
          server.accept().close();
        }
      } catch (OutOfMemoryError e) {
        all = null;
        exhausted++;
      }
    }
    System.out.println("EXHAUSTED " + exhausted);
    try (Socket socket = new Socket(loopback, server.getLocalPort());
        Socket accepted = drain(server)) {
      socket.getOutputStream().write(42);
      System.out.println("READ " + accepted.getInputStream().read());
      System.out.println("OPEN " + (new Registry().list("op=read").length >= 0));
    }
    System.exit(0);
  }

  /** The last of those that wait: some were never accepted. */
  private static Socket drain(ServerSocket server) throws Exception {
    server.setSoTimeout(200);
    Socket last = server.accept();
    try {
      while (true) {
        Socket next = server.accept();
        last.close();
        last = next;
      }
    } catch (java.net.SocketTimeoutException noMore) {
      return last;
    }
  }
}
