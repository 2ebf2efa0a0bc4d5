package dev.keepalive.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Peers on loopback that do what peers should not: hang, stop reading, never answer a connect. */
final class FaultyPeers {
  private static final int SMALL_WINDOW = 8192;

  /** What they took in, so that none of it is collected. */
  private final List<Object> held = new ArrayList<Object>();

  /** Where they are. */
  static final class Ports {
    final String host;
    final int hanging;
    final int hangingTls;
    final int full;
    final int serving;

    Ports(String host, int hanging, int hangingTls, int full, int serving) {
      this.host = host;
      this.hanging = hanging;
      this.hangingTls = hangingTls;
      this.full = full;
      this.serving = serving;
    }

    static Ports parse(String text) {
      String[] words = text.split(",");
      return new Ports(
          words[0],
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]),
          Integer.parseInt(words[4]));
    }

    @Override
    public String toString() {
      return host + "," + hanging + "," + hangingTls + "," + full + "," + serving;
    }
  }

  Ports start() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    ServerSocket hanging = new ServerSocket();
    hanging.setReceiveBufferSize(SMALL_WINDOW);
    hanging.bind(new InetSocketAddress(loopback, 0));
    acceptAndHold(hanging, false);
    ServerSocket tls = Tls.servers().createServerSocket(0, 50, loopback);
    acceptAndHold(tls, true);
    return new Ports(
        "127.0.0.1", hanging.getLocalPort(), tls.getLocalPort(), fullListener(loopback), 0);
  }

  /** A listener whose queue is full and is never emptied: later connects are not answered. */
  private int fullListener(InetAddress loopback) throws IOException {
    ServerSocket full = new ServerSocket(0, 1, loopback);
    held.add(full);
    for (int i = 0; i < 4; i++) {
      SocketChannel waiting = SocketChannel.open();
      waiting.configureBlocking(false);
      waiting.connect(full.getLocalSocketAddress());
      held.add(waiting);
    }
    return full.getLocalPort();
  }

  private void acceptAndHold(final ServerSocket listener, final boolean shakeHands) {
    Thread thread =
        new Thread("hanging-peer-" + listener.getLocalPort()) {
          @Override
          public void run() {
            try {
              while (true) {
                final Socket socket = listener.accept();
                held.add(socket);
                if (shakeHands) {
                  shakeHands(socket);
                }
              }
            } catch (IOException closed) {
              // The demo is over.
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private static void shakeHands(final Socket socket) {
    Thread thread =
        new Thread("handshake") {
          @Override
          public void run() {
            try {
              ((javax.net.ssl.SSLSocket) socket).startHandshake();
            } catch (IOException gone) {
              // The client gave up.
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }
}
