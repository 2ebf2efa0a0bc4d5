package dev.keepalive.sample;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A JVM that the demo started: this same program, with the agent or without. */
final class Child {
  /** What its lines go to. */
  interface Listener {
    void line(String line);
  }

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /**
   * @param prefix of the command: to run it in a network namespace
   * @param agent the value of {@code -javaagent}; null: without
   */
  static Child start(List<String> prefix, String agent, Listener listener, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<String>(prefix);
    command.add(new File(System.getProperty("java.home"), "bin/java").getPath());
    command.add("-XX:+UseSerialGC");
    if (agent != null) {
      command.add("-javaagent:" + agent);
    }
    command.add("-cp");
    command.add(jar().getPath());
    command.add(SampleApp.class.getName());
    for (String argument : arguments) {
      command.add(argument);
    }
    // What the agent and the JVM have to say about it is for the terminal of who runs the demo.
    Process process = new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
    final Child child = new Child(process);
    child.listen(listener);
    return child;
  }

  private void listen(final Listener listener) {
    Thread thread =
        new Thread("child-lines") {
          @Override
          public void run() {
            try (BufferedReader lines =
                new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
              for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.line(line);
              }
            } catch (IOException ended) {
              // The demo is over.
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  /** The next step. */
  void step() throws IOException {
    process.getOutputStream().write("\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /** Asks it to end, as a service manager does: SIGTERM where there are signals. */
  void terminate() {
    process.destroy();
  }

  void end() {
    process.destroyForcibly();
  }

  /** The jar, or the directory of classes, that this program runs from. */
  static File jar() {
    return new File(SampleApp.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
