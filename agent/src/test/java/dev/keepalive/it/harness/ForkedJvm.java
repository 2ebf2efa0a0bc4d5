package dev.keepalive.it.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running JVM; ended with {@link #close()}. */
public final class ForkedJvm implements AutoCloseable {
  private final Process process;
  private final List<String> command;
  private final OutputStream input;
  private final Output out;
  private final Output err;

  ForkedJvm(Process process, List<String> command) {
    this.process = process;
    this.command = command;
    input = process.getOutputStream();
    out = new Output(process.getInputStream(), "stdout of " + process.pid());
    err = new Output(process.getErrorStream(), "stderr of " + process.pid());
  }

  public static JvmBuilder on(Jdk jdk) {
    return new JvmBuilder(jdk);
  }

  public long pid() {
    return process.pid();
  }

  /** Waits for a line of standard output that begins so, and returns it. */
  public String awaitLine(String prefix) {
    return awaitLine(prefix, Await.LONG);
  }

  public String awaitLine(String prefix, Duration limit) {
    String line = lineWithin(prefix, limit);
    if (line == null) {
      throw new AssertionError(
          "no line '" + prefix + "' within " + limit.toSeconds() + " s" + all());
    }
    return line;
  }

  /** The same; null where none came. */
  public String lineWithin(String prefix, Duration limit) {
    try {
      return out.await(prefix, limit);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives the program a line to read. */
  public void send(String line) {
    try {
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the JVM has ended" + all(), e);
    }
  }

  /** The end of its standard input. */
  public void endInput() {
    try {
      input.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end of the JVM. */
  public int exitCode() {
    try {
      if (!process.waitFor(Await.LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still running" + all());
      }
      out.whole();
      err.whole();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Lines on standard output so far. */
  public List<String> stdout() {
    return out.lines();
  }

  /** Lines on standard error so far. */
  public List<String> stderr() {
    return err.lines();
  }

  /** Freezes the whole JVM. */
  public void stop() {
    signal("STOP");
  }

  /** Lets it go on. */
  public void resume() {
    signal("CONT");
  }

  /** Asks it to end, as a service manager does. */
  public void terminate() {
    signal("TERM");
  }

  private void signal(String name) {
    Commands.run("kill", "-" + name, Long.toString(process.pid()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything known, for the message of a failed assertion. */
  public String all() {
    return "\ncommand: "
        + String.join(" ", command).replaceAll("-cp \\S+", "-cp …")
        + "\nstdout:\n  "
        + String.join("\n  ", stdout())
        + "\nstderr:\n  "
        + String.join("\n  ", stderr());
  }
}
