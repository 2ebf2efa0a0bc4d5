package dev.keepalive.bench;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A request of 100 bytes and its answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PingPong {
  private static final int SIZE = 100;

  @Param({"socket", "channel", "selector", "async", "tls"})
  public String kind;

  private final ByteBuffer request = ByteBuffer.allocate(SIZE);
  private final ByteBuffer answer = ByteBuffer.allocate(SIZE);
  private Wire client;
  private Wire server;

  @Setup
  public void open() throws Exception {
    Wire[] pair = Wire.pair(kind);
    client = pair[0];
    server = pair[1];
    Thread echo = new Thread(this::echo, "echo");
    echo.setDaemon(true);
    echo.start();
  }

  private void echo() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    try {
      while (true) {
        bytes.clear();
        server.read(bytes);
        bytes.flip();
        server.write(bytes);
      }
    } catch (Exception closed) {
      // The end of the benchmark.
    }
  }

  @Benchmark
  public void exchange() throws Exception {
    request.clear();
    client.write(request);
    answer.clear();
    client.read(answer);
  }

  @TearDown
  public void close() throws Exception {
    client.close();
    server.close();
  }
}
