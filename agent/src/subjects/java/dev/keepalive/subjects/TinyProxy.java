package dev.keepalive.subjects;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A proxy for one connection: SOCKS 5 or HTTP CONNECT. */
final class TinyProxy extends Thread {
  private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
  private final boolean socks;
  private volatile Socket accepted;
  private volatile Socket onward;

  TinyProxy(boolean socks) throws IOException {
    this.socks = socks;
    setDaemon(true);
    start();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The two ends in the middle, accepted and onward; once the client's connect has returned. */
  void addTo(Pair pair) throws IOException {
    pair.relay.add(new SocketEnd(accepted));
    pair.relay.add(new SocketEnd(onward));
    pair.exact = false;
    listener.close();
  }

  @Override
  public void run() {
    try {
      Socket client = listener.accept();
      accepted = client;
      DataInputStream in = new DataInputStream(client.getInputStream());
      if (socks) {
        socksHandshake(in, client.getOutputStream());
      } else {
        httpHandshake(in, client.getOutputStream());
      }
      Thread back =
          new Thread() {
            @Override
            public void run() {
              copy(onward, accepted);
            }
          };
      back.setDaemon(true);
      back.start();
      copy(client, onward);
    } catch (IOException e) {
      e.printStackTrace();
    }
  }

  private void socksHandshake(DataInputStream in, OutputStream out) throws IOException {
    in.readByte();
    in.readFully(new byte[in.readUnsignedByte()]);
    out.write(new byte[] {5, 0});
    in.readFully(new byte[3]);
    byte[] host = new byte[in.readByte() == 1 ? 4 : in.readUnsignedByte()];
    in.readFully(host);
    InetAddress address =
        host.length == 4
            ? InetAddress.getByAddress(host)
            : InetAddress.getByName(new String(host, StandardCharsets.US_ASCII));
    onward = new Socket(address, in.readUnsignedShort());
    out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
  }

  private void httpHandshake(DataInputStream in, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    String target = head.substring(head.indexOf(" ") + 1, head.indexOf(" HTTP"));
    int colon = target.lastIndexOf(':');
    onward = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static void copy(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = from.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        to.getOutputStream().write(buffer, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException closed) {
      // The end of the test.
    }
  }
}
