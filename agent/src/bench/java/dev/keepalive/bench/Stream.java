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

/** A mebibyte of a long stream, in pieces of 64 KiB; 1024 of them are a gibibyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Stream {
  private static final int PIECE = 1 << 16;
  private static final int PIECES = 16;

  @Param({"socket", "channel", "tls"})
  public String kind;

  @Param({"write", "read"})
  public String direction;

  private final ByteBuffer piece = ByteBuffer.allocate(PIECE);
  private Wire measured;
  private Wire other;

  @Setup
  public void open() throws Exception {
    Wire[] pair = Wire.pair(kind);
    measured = pair[0];
    other = pair[1];
    Thread peer = new Thread(this::peer, "peer");
    peer.setDaemon(true);
    peer.start();
  }

  private void peer() {
    ByteBuffer bytes = ByteBuffer.allocate(PIECE);
    try {
      while (true) {
        bytes.clear();
        if (direction.equals("write")) {
          other.read(bytes);
        } else {
          other.write(bytes);
        }
      }
    } catch (Exception closed) {
      // The end of the benchmark.
    }
  }

  @Benchmark
  public void mebibyte() throws Exception {
    for (int i = 0; i < PIECES; i++) {
      piece.clear();
      if (direction.equals("write")) {
        measured.write(piece);
      } else {
        measured.read(piece);
      }
    }
  }

  @TearDown
  public void close() throws Exception {
    measured.close();
    other.close();
  }
}
