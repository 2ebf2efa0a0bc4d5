package dev.keepalive.subjects.shutdown;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import javax.net.ServerSocketFactory;

/** A thread for each connection. */
final class ThreadServer implements Server, Holdable {
  private final Semaphore mayAccept = new Semaphore(1);
  private final ServerSocket listener;

  ThreadServer(int port, ServerSocketFactory listeners) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    listener = listeners.createServerSocket(port, Main.BACKLOG, loopback);
    new Thread(this::accept, "acceptor").start();
  }

  @Override
  public int port() {
    return listener.getLocalPort();
  }

  @Override
  public void stop() throws IOException {
    listener.close();
  }

  @Override
  public void hold() {
    mayAccept.acquireUninterruptibly();
  }

  @Override
  public void release() {
    mayAccept.release();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        mayAccept.acquireUninterruptibly();
        mayAccept.release();
        new Thread(() -> serve(socket), "connection").start();
      }
    } catch (IOException closed) {
      System.out.println("ACCEPTOR " + closed);
    }
  }

  private static void serve(Socket socket) {
    try {
      Received received = new Received();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        received.add(buffer, 0, n);
        for (Request request = received.next(); request != null; request = received.next()) {
          answer(socket, request);
        }
      }
    } catch (IOException | InterruptedException e) {
      System.out.println("FAILED " + e);
    } finally {
      Main.closeQuietly(socket);
    }
  }

  private static void answer(Socket socket, Request request)
      throws IOException, InterruptedException {
    Thread.sleep(request.delayMillis());
    if (request.exits()) {
      System.exit(0);
    }
    Outgoing answer = new Outgoing(request);
    for (ByteBuffer piece = answer.piece(); piece != null; piece = answer.piece()) {
      socket.getOutputStream().write(piece.array(), piece.position(), piece.remaining());
      piece.position(piece.limit());
    }
  }
}
