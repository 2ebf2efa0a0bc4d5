package dev.keepalive.subjects.startup;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Opens one connection, so that an agent has something to weave. */
public final class OneConnection {
  private OneConnection() {}

  public static void main(String[] args) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 5, loopback);
        Socket client = new Socket(loopback, server.getLocalPort());
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      accepted.getInputStream().read();
    }
  }
}
