package dev.keepalive.subjects.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocketFactory;

/** The sockets with streams, plain and TLS. */
final class StreamClient implements Client {
  /** How the socket is made. */
  interface Maker {
    Socket make(String host, int port) throws IOException;
  }

  static final Maker CONNECTED =
      new Maker() {
        @Override
        public Socket make(String host, int port) throws IOException {
          return new Socket(host, port);
        }
      };
  static final Maker LATE =
      new Maker() {
        @Override
        public Socket make(String host, int port) throws IOException {
          Socket socket = new Socket();
          socket.connect(new InetSocketAddress(host, port));
          return socket;
        }
      };
  static final Maker TLS =
      new Maker() {
        @Override
        public Socket make(String host, int port) throws IOException {
          return SSLSocketFactory.getDefault().createSocket(host, port);
        }
      };
  static final Maker LAYERED =
      new Maker() {
        @Override
        public Socket make(String host, int port) throws IOException {
          SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
          return factory.createSocket(new Socket(host, port), host, port, true);
        }
      };
  static final Maker ADAPTOR =
      new Maker() {
        @Override
        public Socket make(String host, int port) throws IOException {
          Socket socket = SocketChannel.open().socket();
          socket.connect(new InetSocketAddress(host, port));
          return socket;
        }
      };

  private final Maker maker;
  private OutputStream out;
  private InputStream in;

  StreamClient(Maker maker) {
    this.maker = maker;
  }

  @Override
  public void open(String host, int port) throws IOException {
    Socket socket = maker.make(host, port);
    out = socket.getOutputStream();
    in = socket.getInputStream();
    ask();
  }

  @Override
  public void ask() throws IOException {
    push("hello\n".getBytes("US-ASCII"));
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("end of stream");
      }
    }
  }

  @Override
  public void push(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }
}
