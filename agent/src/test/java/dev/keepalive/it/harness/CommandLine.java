package dev.keepalive.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** {@code java -jar keepalive-agent.jar …}, as a user types it. */
public final class CommandLine {
  /** What came of it. */
  public record Result(int code, String out, String err) {
    @Override
    public String toString() {
      return "code " + code + "\n" + out + "\n" + err;
    }
  }

  private final Jdk jdk;

  public CommandLine(Jdk jdk) {
    this.jdk = jdk;
  }

  public Result run(String... words) {
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-jar");
    command.add(Artifacts.agentJar().toString());
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
      Output out = new Output(process.getInputStream(), "stdout of a command");
      Output err = new Output(process.getErrorStream(), "stderr of a command");
      int code = process.waitFor();
      out.whole();
      err.whole();
      return new Result(code, String.join("\n", out.lines()), String.join("\n", err.lines()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
