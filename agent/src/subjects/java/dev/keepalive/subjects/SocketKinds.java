package dev.keepalive.subjects;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Every way to come to a {@link Socket}. */
final class SocketKinds {
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private SocketKinds() {}

  /** Connects a client of some making to a listener of this JVM. */
  interface Connect {
    Socket to(int port) throws IOException;
  }

  static Pair plain(String kind, Connect client) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
      Socket socket = client.to(listener.getLocalPort());
      return new Pair(kind, new SocketEnd(socket), new SocketEnd(listener.accept()));
    }
  }

  static Pair connected() throws IOException {
    return plain(
        "socket",
        new Connect() {
          @Override
          public Socket to(int port) throws IOException {
            return new Socket(LOOPBACK, port);
          }
        });
  }

  static Pair connectedLate() throws IOException {
    return plain(
        "socket-late",
        new Connect() {
          @Override
          public Socket to(int port) throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(LOOPBACK, port), 5000);
            return socket;
          }
        });
  }

  /** An application that wants no keepalive: said before the connect, and again after it. */
  static Pair keepaliveTurnedOff() throws IOException {
    Pair pair =
        plain(
            "socket-keepalive-off",
            new Connect() {
              @Override
              public Socket to(int port) throws IOException {
                Socket socket = new Socket();
                socket.setKeepAlive(false);
                socket.connect(new InetSocketAddress(LOOPBACK, port));
                socket.setKeepAlive(false);
                return socket;
              }
            });
    return pair;
  }

  static Pair proxied(final boolean socks) throws IOException {
    final TinyProxy proxy = new TinyProxy(socks);
    Pair pair =
        plain(
            socks ? "socks" : "http-proxy",
            new Connect() {
              @Override
              public Socket to(int port) throws IOException {
                InetSocketAddress at = new InetSocketAddress(LOOPBACK, proxy.port());
                Socket socket =
                    new Socket(new Proxy(socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, at));
                socket.connect(new InetSocketAddress(LOOPBACK, port));
                return socket;
              }
            });
    proxy.addTo(pair);
    return pair;
  }

  static Pair tls(final boolean layered) throws Exception {
    final SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (ServerSocket listener =
        SSLServerSocketFactory.getDefault().createServerSocket(0, 5, LOOPBACK)) {
      int port = listener.getLocalPort();
      final SSLSocket client =
          (SSLSocket)
              (layered
                  ? factory.createSocket(new Socket(LOOPBACK, port), "localhost", port, true)
                  : factory.createSocket(LOOPBACK, port));
      Socket accepted = listener.accept();
      FutureTask<Void> handshake =
          new FutureTask<Void>(
              new Callable<Void>() {
                @Override
                public Void call() throws IOException {
                  client.startHandshake();
                  return null;
                }
              });
      new Thread(handshake).start();
      ((SSLSocket) accepted).startHandshake();
      handshake.get();
      Pair pair =
          new Pair(layered ? "tls-layered" : "tls", new SocketEnd(client), new SocketEnd(accepted));
      pair.exact = false;
      return pair;
    }
  }
}
