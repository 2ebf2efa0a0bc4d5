package dev.keepalive.subjects.behaviour;

import static dev.keepalive.subjects.behaviour.Lab.LOOPBACK;
import static dev.keepalive.subjects.behaviour.Lab.attempt;
import static dev.keepalive.subjects.behaviour.Lab.blocked;
import static dev.keepalive.subjects.behaviour.Lab.observe;
import static dev.keepalive.subjects.behaviour.Lab.result;

import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** {@code SSLSocket}, direct and layered. */
final class TlsBehaviours {
  private TlsBehaviours() {}

  /** Two ends of one connection, after their handshake. */
  private static final class Ends implements AutoCloseable {
    final SSLSocket client;
    final SSLSocket server;

    Ends(boolean layered) throws Exception {
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (ServerSocket listener =
          SSLServerSocketFactory.getDefault().createServerSocket(0, 5, LOOPBACK)) {
        int port = listener.getLocalPort();
        client =
            (SSLSocket)
                (layered
                    ? factory.createSocket(new Socket(LOOPBACK, port), "localhost", port, true)
                    : factory.createSocket(LOOPBACK, port));
        server = (SSLSocket) listener.accept();
        FutureTask<Void> handshake =
            new FutureTask<Void>(
                () -> {
                  client.startHandshake();
                  return null;
                });
        new Thread(handshake).start();
        server.startHandshake();
        handshake.get();
      }
    }

    @Override
    public void close() throws Exception {
      client.close();
      server.close();
    }
  }

  static void all() throws Exception {
    for (boolean layered : new boolean[] {false, true}) {
      String name = layered ? "tls.layered." : "tls.";
      observe(
          name + "exchange",
          () -> {
            try (Ends ends = new Ends(layered)) {
              ends.client.getOutputStream().write(new byte[40_000]);
              int count = 0;
              InputStream in = ends.server.getInputStream();
              while (count < 40_000) {
                count += in.read(new byte[9000]);
              }
              return count + " " + ends.client.isConnected() + ends.client.getSoTimeout();
            }
          });
      observe(
          name + "read.timeout",
          () -> {
            try (Ends ends = new Ends(layered)) {
              ends.client.setSoTimeout(50);
              String first = attempt(() -> ends.client.getInputStream().read());
              ends.server.getOutputStream().write(6);
              ends.client.setSoTimeout(5000);
              return first + ends.client.getInputStream().read();
            }
          });
      observe(
          name + "read.closedByPeer",
          () -> {
            try (Ends ends = new Ends(layered)) {
              ends.server.close();
              return ends.client.getInputStream().read() + " " + ends.client.isClosed();
            }
          });
      observe(
          name + "read.closed",
          () -> {
            Ends ends = new Ends(layered);
            InputStream in = ends.client.getInputStream();
            ends.client.close();
            return attempt(() -> in.read())
                + attempt(() -> ends.client.getOutputStream())
                + ends.client.isClosed();
          });
      observe(
          name + "read.interrupted",
          () -> {
            try (Ends ends = new Ends(layered)) {
              FutureTask<String> read = Lab.interrupted(() -> ends.client.getInputStream().read());
              ends.server.getOutputStream().write(3);
              return result(read);
            }
          });
      observe(
          name + "read.carrierClosedMeanwhile",
          () -> {
            try (Ends ends = new Ends(layered)) {
              FutureTask<String> read = blocked(() -> ends.client.getInputStream().read());
              ends.server.close();
              return result(read);
            }
          });
    }
    observe(
        "tls.notTls",
        () -> {
          try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            FutureTask<String> handshake =
                blocked(
                    () -> {
                      SSLSocket socket =
                          (SSLSocket)
                              SSLSocketFactory.getDefault()
                                  .createSocket(LOOPBACK, listener.getLocalPort());
                      socket.startHandshake();
                      return "done";
                    });
            Socket peer = listener.accept();
            peer.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes("US-ASCII"));
            return result(handshake);
          }
        });
  }
}
