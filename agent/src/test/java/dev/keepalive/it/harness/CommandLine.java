package dev.keepalive.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
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

  /** The same from the packaged jar, but within this JVM: where hundreds of commands are given. */
  public static Result runHere(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      int code = (int) Here.RUN.invoke(null, words, new PrintStream(out), new PrintStream(err));
      return new Result(code, out.toString(), err.toString());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Here {
    static final Method RUN;

    static {
      try {
        URL[] jar = {Artifacts.agentJar().toUri().toURL()};
        Class<?> main =
            new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())
                .loadClass("dev.keepalive.agent.cli.Main");
        RUN = main.getDeclaredMethod("run", String[].class, PrintStream.class, PrintStream.class);
        RUN.setAccessible(true);
      } catch (ReflectiveOperationException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
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
