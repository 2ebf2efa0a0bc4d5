package dev.keepalive.subjects.shutdown;

import java.io.Console;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Reads a password at a terminal while it has an accepted connection, and exits: the JDK gives the
 * terminal its echo back in the first slot of its own shutdown sequence.
 */
public final class ConsoleUser {
  private ConsoleUser() {}

  public static void main(String[] args) throws Exception {
    ServerSocket listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    Socket client = new Socket("127.0.0.1", listener.getLocalPort());
    Socket accepted = listener.accept();
    Console console = System.console();
    char[] password = console.readPassword("password: ");
    System.out.println("READ " + new String(password) + " " + client.isClosed());
    // While the end has already begun it can still be had.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> System.out.println("HOOK " + (System.console() != null))));
    System.exit(accepted.isClosed() ? 1 : 0);
  }
}
