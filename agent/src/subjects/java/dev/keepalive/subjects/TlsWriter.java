package dev.keepalive.subjects;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A thread that writes to a TLS peer which does not read, until it is told something. */
public final class TlsWriter {
  private TlsWriter() {}

  public static void main(String[] args) throws Exception {
    SSLServerSocket server =
        (SSLServerSocket) SSLServerSocketFactory.getDefault().createServerSocket(0);
    SSLSocket client =
        (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", server.getLocalPort());
    Thread handshake = new Thread(() -> accept(server), "peer");
    handshake.setDaemon(true);
    handshake.start();
    client.startHandshake();
    Thread writer = new Thread(() -> write(client), "report-writer");
    writer.start();
    System.out.println("READY");
    System.in.read();
    System.exit(0);
  }

  private static void accept(SSLServerSocket server) {
    try {
      Socket peer = server.accept();
      ((SSLSocket) peer).startHandshake();
      // It stays open and unread.
      Thread.sleep(Long.MAX_VALUE);
    } catch (IOException | InterruptedException e) {
      System.out.println("PEER " + e);
    }
  }

  private static void write(SSLSocket client) {
    byte[] report = new byte[1 << 16];
    try {
      OutputStream out = client.getOutputStream();
      while (true) {
        out.write(report);
      }
    } catch (IOException e) {
      System.out.println("TOLD " + e);
    }
  }
}
