package dev.keepalive.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a server and keeps what clients send. It can send new connections elsewhere, as a
 * name or a virtual address does that moves to another server.
 */
public final class RecordingProxy implements AutoCloseable {
  /** One connection of a client. */
  public static final class Recorded {
    private final Socket client;
    private final Socket server;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private volatile boolean frozen;

    Recorded(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    /** What the client has sent so far, a character a byte. */
    public synchronized String sent() {
      return new String(sent.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private synchronized void keep(byte[] bytes, int count) {
      sent.write(bytes, 0, count);
    }

    void close() {
      closeQuietly(client);
      closeQuietly(server);
    }
  }

  private final ServerSocket listener;
  private final List<Recorded> connections = new CopyOnWriteArrayList<>();
  private volatile int target;

  public RecordingProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public List<Recorded> connections() {
    return connections;
  }

  /** Where connections go that come from now on. */
  public void redirect(int port) {
    target = port;
  }

  /** From now on nothing passes on the connections that there are, as if their server hung. */
  public void freezeConnections() {
    connections.forEach(recorded -> recorded.frozen = true);
  }

  /** Ends all connections with a reset, as the end of a server's process does. */
  public void resetConnections() throws IOException {
    for (Recorded recorded : connections) {
      recorded.client.setSoLinger(true, 0);
      recorded.close();
    }
  }

  /** Ends all connections as the server would. */
  public void closeConnections() {
    connections.forEach(Recorded::close);
  }

  @Override
  public void close() {
    closeQuietly(listener);
    closeConnections();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Recorded recorded = new Recorded(client, new Socket("127.0.0.1", target));
        client.setTcpNoDelay(true);
        recorded.server.setTcpNoDelay(true);
        connections.add(recorded);
        daemon(() -> pump(recorded, client, recorded.server, true));
        daemon(() -> pump(recorded, recorded.server, client, false));
      } catch (IOException closedOrRefused) {
        // The next one may come through.
      }
    }
  }

  private static void pump(Recorded recorded, Socket from, Socket to, boolean keep) {
    byte[] bytes = new byte[64 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (keep) {
          recorded.keep(bytes, n);
        }
        if (!recorded.frozen) {
          out.write(bytes, 0, n);
        }
      }
      if (!recorded.frozen) {
        to.shutdownOutput();
      }
    } catch (IOException ended) {
      recorded.close();
    }
  }

  private static void closeQuietly(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception closedAlready) {
      // All that was wanted.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "recording-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
