package dev.keepalive.bench;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

/**
 * Reads and writes without a second thread, whose scheduling is most of the noise elsewhere: what
 * is left is the kernel's part and ours.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OneThread {
  private static final int SIZE = 100;

  private final ByteBuffer bytes = ByteBuffer.allocate(SIZE);
  private final ByteBuffer direct = ByteBuffer.allocateDirect(SIZE);
  private Wire[] sockets;
  private Wire[] channels;
  private SocketChannel quiet;
  private SocketChannel silent;

  @Setup
  public void open() throws Exception {
    sockets = Wire.pair("socket");
    channels = Wire.pair("channel");
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(Wire.LOOPBACK, 0));
      quiet = SocketChannel.open(server.getLocalAddress());
      silent = server.accept();
    }
    quiet.configureBlocking(false);
  }

  /** The other end has it when the write returns, so the read does not wait. */
  @Benchmark
  public void socketWriteThenRead() throws Exception {
    move(sockets);
  }

  @Benchmark
  public void channelWriteThenRead() throws Exception {
    move(channels);
  }

  private void move(Wire[] pair) throws Exception {
    bytes.clear();
    pair[0].write(bytes);
    bytes.clear();
    pair[1].read(bytes);
  }

  /** The shortest of all: there is nothing to read. */
  @Benchmark
  public int channelReadOfNothing() throws Exception {
    return quiet.read(direct);
  }

  @TearDown
  public void close() throws Exception {
    for (Wire[] pair : new Wire[][] {sockets, channels}) {
      pair[0].close();
      pair[1].close();
    }
    quiet.close();
    silent.close();
  }
}
