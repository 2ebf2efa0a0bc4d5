package dev.keepalive.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineWriterTest {
  private final FullPipe pipe = new FullPipe();
  private final LineWriter writer = new LineWriter(new PrintStream(pipe, true));

  @AfterEach
  void letTheThreadGo() {
    pipe.read.countDown();
  }

  @Test
  void beforeTheStartTheCallerWrites() {
    pipe.read.countDown();
    writer.write("one");
    assertEquals(List.of("one"), pipe.lines());
    assertSame(Thread.currentThread(), pipe.lastWriter);
    assertTrue(writer.flush(0));
  }

  @Test
  void afterItADaemonThreadDoesInOrder() {
    pipe.read.countDown();
    writer.start();
    writer.start();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      writer.write("line " + i);
      expected.add("line " + i);
    }
    assertTrue(writer.flush(20_000));
    assertEquals(expected, pipe.lines());
    assertNotSame(Thread.currentThread(), pipe.lastWriter);
    assertEquals("keepalive-agent-log", pipe.lastWriter.getName());
    assertTrue(pipe.lastWriter.isDaemon());
    assertNull(pipe.lastWriter.getContextClassLoader());
  }

  @Test
  void aFullPipeBlocksNobodyAndWhatIsDroppedIsSaid() throws Exception {
    writer.start();
    writer.write("first");
    assertTrue(pipe.entered.await(20, TimeUnit.SECONDS), "the thread is stuck in the pipe");
    for (int i = 0; i < LineWriter.MOST_WAITING + 7; i++) {
      writer.write("line " + i);
    }
    assertFalse(writer.flush(10), "still waiting");

    pipe.read.countDown();
    assertTrue(writer.flush(20_000));
    List<String> lines = pipe.lines();
    assertEquals(1 + LineWriter.MOST_WAITING + 1, lines.size());
    assertEquals("line 1023", lines.get(lines.size() - 2));
    assertEquals(
        "keepalive-agent: warn: log lines were dropped: standard error is not read lines=7",
        lines.get(lines.size() - 1));
  }

  @Test
  void anInterruptDoesNotEndTheLog() throws Exception {
    pipe.read.countDown();
    writer.start();
    writer.write("one");
    assertTrue(writer.flush(20_000));
    pipe.lastWriter.interrupt();
    writer.write("two");
    assertTrue(writer.flush(20_000));
    assertEquals(List.of("one", "two"), pipe.lines());
  }

  @Test
  void flushLeavesAnInterruptToItsCaller() throws Exception {
    writer.start();
    writer.write("first");
    Thread.currentThread().interrupt();
    assertFalse(writer.flush(20_000));
    assertTrue(Thread.interrupted());
  }

  /** A stream that takes nothing until somebody reads. */
  private static final class FullPipe extends ByteArrayOutputStream {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch read = new CountDownLatch(1);
    volatile Thread lastWriter;

    @Override
    public void write(byte[] bytes, int from, int length) {
      entered.countDown();
      boolean interrupted = false;
      while (true) {
        try {
          read.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      lastWriter = Thread.currentThread();
      super.write(bytes, from, length);
    }

    List<String> lines() {
      String text = toString(StandardCharsets.UTF_8);
      return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
  }
}
