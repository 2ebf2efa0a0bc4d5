package dev.keepalive.subjects.behaviour;

import static dev.keepalive.subjects.behaviour.Lab.LOOPBACK;
import static dev.keepalive.subjects.behaviour.Lab.attempt;
import static dev.keepalive.subjects.behaviour.Lab.blocked;
import static dev.keepalive.subjects.behaviour.Lab.interrupted;
import static dev.keepalive.subjects.behaviour.Lab.observe;
import static dev.keepalive.subjects.behaviour.Lab.result;

import dev.keepalive.subjects.behaviour.Lab.Sockets;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.FutureTask;

/** {@code Socket} and {@code ServerSocket}. */
final class SocketBehaviours {
  private SocketBehaviours() {}

  static void all() throws Exception {
    connecting();
    reading();
    writing();
    closing();
    options();
    listening();
  }

  private static void connecting() throws Exception {
    observe("socket.refused", () -> new Socket(LOOPBACK, Lab.closedPort()));
    observe("socket.unresolved", () -> new Socket("no.such.host.invalid", 80));
    observe("socket.connect.null", () -> connect(null, 0));
    observe("socket.connect.negative", () -> connect(new InetSocketAddress(LOOPBACK, 1), -1));
    observe(
        "socket.connect.unresolved",
        () -> connect(InetSocketAddress.createUnresolved("no.such.host.invalid", 80), 1000));
    observe(
        "socket.connect.refused",
        () -> connect(new InetSocketAddress(LOOPBACK, Lab.closedPort()), 1000));
    observe(
        "socket.connect.timeout",
        () -> {
          try (ServerSocket full = new ServerSocket(0, 1, LOOPBACK);
              Socket one = new Socket(LOOPBACK, full.getLocalPort());
              Socket two = new Socket(LOOPBACK, full.getLocalPort())) {
            return connect(full.getLocalSocketAddress(), 300)
                + " "
                + one.isClosed()
                + two.isClosed();
          }
        });
    observe(
        "socket.connect.twice",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.connect(new InetSocketAddress(LOOPBACK, Lab.closedPort()));
            return "connected";
          }
        });
    observe(
        "socket.connect.closed",
        () -> {
          Socket socket = new Socket();
          socket.close();
          socket.connect(new InetSocketAddress(LOOPBACK, Lab.closedPort()));
          return "connected";
        });
    observe(
        "socket.connect.afterRefusal",
        () -> {
          Socket socket = new Socket();
          String first =
              attempt(() -> socket.connect(new InetSocketAddress(LOOPBACK, Lab.closedPort())));
          try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            String second = attempt(() -> socket.connect(listener.getLocalSocketAddress()));
            return first + ", " + second + ", " + socket.isClosed() + socket.isConnected();
          }
        });
    observe("socket.unconnected.toString", () -> new Socket().toString());
    observe("socket.unconnected.in", () -> new Socket().getInputStream());
    observe("socket.unconnected.out", () -> new Socket().getOutputStream());
    observe("socket.unconnected.state", () -> state(new Socket()));
    observe("socket.unconnected.shutdown", () -> shutdown(new Socket()));
    observe(
        "socket.connected.state",
        () -> {
          try (Sockets pair = new Sockets()) {
            return state(pair.client) + " " + state(pair.server) + pair.client + pair.server;
          }
        });
    observe(
        "socket.bound",
        () -> {
          try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(LOOPBACK, 0));
            String again = attempt(() -> socket.bind(new InetSocketAddress(LOOPBACK, 0)));
            return state(socket) + socket + again;
          }
        });
  }

  private static Object connect(java.net.SocketAddress address, int timeout) throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(address, timeout);
      return "connected";
    }
  }

  private static Object shutdown(Socket socket) throws Exception {
    socket.shutdownOutput();
    return "done";
  }

  private static String state(Socket socket) {
    return "bound="
        + socket.isBound()
        + " connected="
        + socket.isConnected()
        + " closed="
        + socket.isClosed()
        + " in="
        + socket.isInputShutdown()
        + " out="
        + socket.isOutputShutdown()
        + " local="
        + socket.getLocalSocketAddress()
        + " remote="
        + socket.getRemoteSocketAddress()
        + " port="
        + socket.getPort()
        + " channel="
        + socket.getChannel();
  }

  private static void reading() throws Exception {
    observe(
        "socket.read.zero",
        () -> {
          try (Sockets pair = new Sockets()) {
            return pair.client.getInputStream().read(new byte[0]);
          }
        });
    observe(
        "socket.read.outOfBounds",
        () -> {
          try (Sockets pair = new Sockets()) {
            return pair.client.getInputStream().read(new byte[10], 5, 6);
          }
        });
    observe(
        "socket.read.null",
        () -> {
          try (Sockets pair = new Sockets()) {
            return pair.client.getInputStream().read(null, 0, 1);
          }
        });
    observe(
        "socket.read.timeout",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.setSoTimeout(50);
            String first = attempt(() -> pair.client.getInputStream().read());
            pair.server.getOutputStream().write(7);
            pair.client.setSoTimeout(0);
            return first + ", then " + pair.client.getInputStream().read();
          }
        });
    observe(
        "socket.read.end",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.server.getOutputStream().write(7);
            pair.server.close();
            InputStream in = pair.client.getInputStream();
            return in.read() + " " + in.read() + " " + in.read() + " " + in.available();
          }
        });
    observe(
        "socket.read.reset",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.server.setSoLinger(true, 0);
            pair.server.close();
            String first = attempt(() -> pair.client.getInputStream().read());
            String second = attempt(() -> pair.client.getInputStream().read());
            return first + ", then " + second;
          }
        });
    observe(
        "socket.read.closedMeanwhile",
        () -> {
          try (Sockets pair = new Sockets()) {
            FutureTask<String> read = blocked(() -> pair.client.getInputStream().read());
            pair.client.close();
            return result(read);
          }
        });
    observe(
        "socket.read.timedClosedMeanwhile",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.setSoTimeout(10_000);
            FutureTask<String> read = blocked(() -> pair.client.getInputStream().read());
            pair.client.close();
            return result(read);
          }
        });
    observe(
        "socket.read.streamClosedMeanwhile",
        () -> {
          try (Sockets pair = new Sockets()) {
            FutureTask<String> read = blocked(() -> pair.client.getInputStream().read());
            pair.client.getOutputStream().close();
            return result(read) + pair.client.isClosed();
          }
        });
    observe(
        "socket.read.shutMeanwhile",
        () -> {
          try (Sockets pair = new Sockets()) {
            FutureTask<String> read = blocked(() -> pair.client.getInputStream().read());
            pair.client.shutdownInput();
            String available = attempt(() -> pair.client.getInputStream().available());
            return result(read) + available + state(pair.client);
          }
        });
    observe(
        "socket.read.interrupted",
        () -> {
          try (Sockets pair = new Sockets()) {
            FutureTask<String> read = interrupted(() -> pair.client.getInputStream().read());
            pair.server.getOutputStream().write(9);
            return result(read);
          }
        });
    observe(
        "socket.read.closed",
        () -> {
          Sockets pair = new Sockets();
          InputStream in = pair.client.getInputStream();
          pair.close();
          String get = attempt(() -> pair.client.getInputStream());
          return attempt(() -> in.read()) + attempt(() -> in.available()) + get;
        });
    observe(
        "socket.available",
        () -> {
          try (Sockets pair = new Sockets()) {
            InputStream in = pair.client.getInputStream();
            int before = in.available();
            pair.server.getOutputStream().write(new byte[300]);
            while (in.available() < 300) {
              Thread.sleep(5);
            }
            return before + " " + in.available() + " " + in.read(new byte[100]) + in.skip(50);
          }
        });
    observe(
        "socket.urgent",
        () -> {
          try (Sockets pair = new Sockets()) {
            String inline = pair.client.getOOBInline() + " ";
            pair.client.setOOBInline(true);
            pair.server.sendUrgentData(65);
            pair.server.getOutputStream().write(66);
            InputStream in = pair.client.getInputStream();
            return inline + in.read() + " " + in.read();
          }
        });
  }

  private static void writing() throws Exception {
    observe(
        "socket.write.outOfBounds",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.getOutputStream().write(new byte[4], 3, 2);
            return "written";
          }
        });
    observe(
        "socket.write.null",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.getOutputStream().write(null);
            return "written";
          }
        });
    observe(
        "socket.write.empty",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.getOutputStream().write(new byte[0]);
            return pair.server.getInputStream().available();
          }
        });
    observe(
        "socket.write.shut",
        () -> {
          try (Sockets pair = new Sockets()) {
            OutputStream out = pair.client.getOutputStream();
            pair.client.shutdownOutput();
            String again = attempt(() -> pair.client.shutdownOutput());
            String end = pair.server.getInputStream().read() + " ";
            return end + attempt(() -> out.write(1)) + again + state(pair.client);
          }
        });
    observe(
        "socket.write.closed",
        () -> {
          Sockets pair = new Sockets();
          OutputStream out = pair.client.getOutputStream();
          pair.close();
          out.write(1);
          return "written";
        });
    observe(
        "socket.write.reset",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.server.setSoLinger(true, 0);
            pair.server.close();
            OutputStream out = pair.client.getOutputStream();
            String first = attempt(() -> out.write(1));
            return first + attempt(() -> out.write(1)) + attempt(() -> out.write(1));
          }
        });
    observe(
        "socket.write.closedMeanwhile",
        () -> {
          try (Sockets pair = new Sockets()) {
            FutureTask<String> write =
                blocked(
                    () -> {
                      while (true) {
                        pair.client.getOutputStream().write(new byte[1 << 20]);
                      }
                    });
            pair.client.close();
            return result(write);
          }
        });
    observe(
        "socket.write.large",
        () -> {
          try (Sockets pair = new Sockets()) {
            byte[] sent = new byte[5_000_000];
            new java.util.Random(1).nextBytes(sent);
            FutureTask<String> write =
                blocked(
                    () -> {
                      pair.client.getOutputStream().write(sent);
                      pair.client.shutdownOutput();
                      return "written";
                    });
            byte[] got = new byte[sent.length];
            InputStream in = pair.server.getInputStream();
            int count = 0;
            for (int n = in.read(got); n > 0; n = in.read(got, count, got.length - count)) {
              count += n;
            }
            return result(write) + count + java.util.Arrays.equals(sent, got);
          }
        });
  }

  private static void closing() throws Exception {
    observe(
        "socket.close.twice",
        () -> {
          Sockets pair = new Sockets();
          pair.client.close();
          pair.client.close();
          return state(pair.client) + pair.client + pair.server.getInputStream().read();
        });
    observe(
        "socket.close.halfClosed",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.shutdownOutput();
            int end = pair.server.getInputStream().read();
            pair.server.getOutputStream().write(3);
            return end + " " + pair.client.getInputStream().read();
          }
        });
    observe(
        "socket.close.linger",
        () -> {
          Sockets pair = new Sockets();
          pair.client.setSoLinger(true, 1);
          pair.client.getOutputStream().write(5);
          pair.client.close();
          return pair.server.getInputStream().read() + " " + pair.server.getInputStream().read();
        });
    observe(
        "socket.close.streamEnds",
        () -> {
          Sockets pair = new Sockets();
          pair.client.getInputStream().close();
          return state(pair.client);
        });
    observe(
        "socket.closed.options",
        () -> {
          Socket socket = new Socket();
          socket.close();
          return attempt(() -> socket.setKeepAlive(true))
              + attempt(() -> socket.getKeepAlive())
              + attempt(() -> socket.getSoTimeout())
              + attempt(() -> socket.setTcpNoDelay(true))
              + attempt(() -> socket.getLocalPort())
              + attempt(() -> socket.getLocalAddress());
        });
  }

  private static void options() throws Exception {
    observe(
        "socket.options.default",
        () -> {
          try (Sockets pair = new Sockets()) {
            Socket socket = pair.client;
            return socket.getTcpNoDelay()
                + " "
                + socket.getSoLinger()
                + " "
                + socket.getSoTimeout()
                + " "
                + socket.getReuseAddress()
                + " "
                + socket.getTrafficClass()
                + " "
                + socket.getOOBInline();
          }
        });
    observe(
        "socket.options.set",
        () -> {
          try (Sockets pair = new Sockets()) {
            Socket socket = pair.client;
            socket.setTcpNoDelay(true);
            socket.setSoLinger(true, 5);
            socket.setSoTimeout(4321);
            socket.setKeepAlive(true);
            socket.setReuseAddress(true);
            socket.setSendBufferSize(8192);
            socket.setPerformancePreferences(1, 2, 3);
            return socket.getTcpNoDelay()
                + " "
                + socket.getSoLinger()
                + " "
                + (socket.getSoTimeout() == 4321)
                + " "
                + socket.getKeepAlive()
                + " "
                + socket.getReuseAddress()
                + " "
                + socket.getSendBufferSize();
          }
        });
    observe(
        "socket.options.bad",
        () -> {
          try (Sockets pair = new Sockets()) {
            Socket socket = pair.client;
            return attempt(() -> socket.setSoTimeout(-1))
                + attempt(() -> socket.setSendBufferSize(0))
                + attempt(() -> socket.setReceiveBufferSize(-5))
                + attempt(() -> socket.setTrafficClass(999))
                + attempt(() -> socket.setSoLinger(true, -1));
          }
        });
    observe(
        "socket.options.keepaliveOff",
        () -> {
          try (Sockets pair = new Sockets()) {
            pair.client.setKeepAlive(true);
            return pair.client.getKeepAlive();
          }
        });
  }

  private static void listening() throws Exception {
    observe(
        "server.accept.timeout",
        () -> {
          try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            server.setSoTimeout(50);
            return server.accept();
          }
        });
    observe(
        "server.accept.closedMeanwhile",
        () -> {
          ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
          FutureTask<String> accept = blocked(server::accept);
          server.close();
          return result(accept) + server.isClosed() + server.isBound();
        });
    observe(
        "server.accept.timedClosedMeanwhile",
        () -> {
          ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
          server.setSoTimeout(10_000);
          FutureTask<String> accept = blocked(server::accept);
          server.close();
          return result(accept);
        });
    observe("server.accept.unbound", () -> new ServerSocket().accept());
    observe(
        "server.accept.closed",
        () -> {
          ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
          server.close();
          return server.accept();
        });
    observe(
        "server.accept.interrupted",
        () -> {
          try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            FutureTask<String> accept = interrupted(() -> server.accept().isConnected());
            try (Socket client = new Socket(LOOPBACK, server.getLocalPort())) {
              return result(accept) + client.isConnected();
            }
          }
        });
    observe(
        "server.bind.inUse",
        () -> {
          try (ServerSocket first = new ServerSocket(0, 5, LOOPBACK)) {
            return new ServerSocket(first.getLocalPort(), 5, LOOPBACK);
          }
        });
    observe(
        "server.bind.twice",
        () -> {
          try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            server.bind(null);
            return "bound";
          }
        });
    observe(
        "server.toString",
        () -> {
          ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
          String open = server.toString();
          server.close();
          return open + server + new ServerSocket();
        });
  }
}
