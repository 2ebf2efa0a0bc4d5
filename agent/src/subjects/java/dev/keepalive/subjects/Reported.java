package dev.keepalive.subjects;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Does things that the agent reports or ends softly, one by the name of its argument, and prints
 * {@code SAW what} of what the application saw of it.
 */
public final class Reported {
  private Reported() {}

  public static void main(String[] args) throws Exception {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    Socket client = new Socket("localhost", listener.getLocalPort());
    Socket server = listener.accept();
    switch (args[0]) {
      case "leak":
        client = null;
        server = null;
        leak();
        break;
      case "close-wait":
        client.close();
        // The server's side never looks.
        break;
      case "stall":
        client.getOutputStream().write(1);
        see(client.getInputStream());
        break;
      case "idle":
        client.getOutputStream().write(1);
        server.getInputStream().read();
        see(client.getInputStream());
        break;
      case "lifetime":
        exchangeUntilEnd(client, server);
        break;
      case "nobody-looks":
        break;
      default:
        throw new IllegalArgumentException(args[0]);
    }
    System.in.read();
    // Held until here, so that nothing of it is collected before.
    System.out.println("END " + client + " " + server);
  }

  private static void leak() throws Exception {
    // Until the collector has run and the agent has looked.
    Registry registry = new Registry();
    while (registry.connections("LeakedTotal").equals(0L)) {
      System.gc();
      Thread.sleep(100);
    }
    System.out.println("SAW leak");
  }

  private static void see(final InputStream in) {
    Thread thread =
        new Thread("looker") {
          @Override
          public void run() {
            try {
              System.out.println("SAW " + in.read());
            } catch (IOException e) {
              System.out.println("SAW " + e);
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  /** A request and a slow answer, again and again: the end may only come between two. */
  private static void exchangeUntilEnd(Socket client, final Socket server) {
    Thread thread =
        new Thread("server") {
          @Override
          public void run() {
            try {
              while (server.getInputStream().read() >= 0) {
                Thread.sleep(4000);
                server.getOutputStream().write(2);
              }
              server.close();
            } catch (Exception e) {
              System.out.println("SAW server " + e);
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
    try {
      int exchanges = 0;
      while (true) {
        client.getOutputStream().write(1);
        if (client.getInputStream().read() < 0) {
          System.out.println("SAW the end within an exchange");
          return;
        }
        exchanges++;
        // Quiet for longer than it takes to be found quiet, at the second time.
        if (exchanges == 2 && client.getInputStream().read() < 0) {
          System.out.println("SAW the end between exchanges");
          return;
        }
      }
    } catch (IOException e) {
      System.out.println("SAW " + e);
    }
  }
}
