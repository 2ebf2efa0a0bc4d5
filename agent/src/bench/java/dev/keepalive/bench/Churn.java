package dev.keepalive.bench;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Connect, accept and close, by reset so that no ports are held. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Churn {
  private ServerSocket sockets;
  private ServerSocketChannel channels;

  @Setup
  public void open() throws Exception {
    sockets = new ServerSocket(0, 50, Wire.LOOPBACK);
    channels = ServerSocketChannel.open().bind(new InetSocketAddress(Wire.LOOPBACK, 0));
  }

  @Benchmark
  public void socket() throws Exception {
    try (Socket client = new Socket(Wire.LOOPBACK, sockets.getLocalPort());
        Socket accepted = sockets.accept()) {
      client.setSoLinger(true, 0);
      accepted.setSoLinger(true, 0);
    }
  }

  @Benchmark
  public void channel() throws Exception {
    try (SocketChannel client = SocketChannel.open(channels.getLocalAddress());
        SocketChannel accepted = channels.accept()) {
      client.socket().setSoLinger(true, 0);
      accepted.socket().setSoLinger(true, 0);
    }
  }

  @TearDown
  public void close() throws Exception {
    sockets.close();
    channels.close();
  }
}
