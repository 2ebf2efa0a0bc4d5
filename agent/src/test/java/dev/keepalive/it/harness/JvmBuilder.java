package dev.keepalive.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a forked JVM is started with. The agent is not among it until asked for. */
public final class JvmBuilder {
  private final Jdk jdk;
  private final List<String> jvmArgs = new ArrayList<>();
  private final List<String> program = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private String classPath = Artifacts.subjectsClassPath();
  private String namespace;
  private String user;
  private Path counted;

  JvmBuilder(Jdk jdk) {
    this.jdk = jdk;
  }

  public JvmBuilder jvmArgs(String... args) {
    jvmArgs.addAll(Arrays.asList(args));
    return this;
  }

  /** Our agent, with these options; after what was given before it. */
  public JvmBuilder agent(String options) {
    jvmArgs.add("-javaagent:" + Artifacts.agentJar() + (options.isEmpty() ? "" : "=" + options));
    return this;
  }

  public JvmBuilder classPath(String classPath) {
    this.classPath = classPath;
    return this;
  }

  public JvmBuilder environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The network namespace to run in. */
  public JvmBuilder in(String namespace) {
    this.namespace = namespace;
    return this;
  }

  /** The user to run as; what it reads must be readable for it. */
  public JvmBuilder as(String user) {
    this.user = user;
    return this;
  }

  /** Has the system calls that sockets are made with counted into this file. */
  public JvmBuilder countedInto(Path file) {
    this.counted = file;
    return this;
  }

  /** A program of the package {@code dev.keepalive.subjects}. */
  public JvmBuilder subject(String simpleName, String... args) {
    return main("dev.keepalive.subjects." + simpleName, args);
  }

  public JvmBuilder main(String className, String... args) {
    program.add(className);
    program.addAll(Arrays.asList(args));
    return this;
  }

  public ForkedJvm start() {
    List<String> command = new ArrayList<>();
    if (namespace != null) {
      command.addAll(List.of(Requirements.command("ip"), "netns", "exec", namespace));
    }
    if (user != null) {
      // It becomes the JVM, under the same number.
      command.addAll(
          List.of(Requirements.command("setpriv"), "--reuid=" + user, "--clear-groups", "--"));
    }
    if (counted != null) {
      String calls = "trace=%network,close,dup2,dup3,fcntl,ioctl,poll,ppoll";
      command.addAll(List.of(Requirements.command("strace"), "-f", "-c", "-e", calls));
      command.addAll(List.of("-o", counted.toString()));
    }
    command.add(jdk.tool("java").toString());
    // Many small JVMs on few cores: no more threads and no more memory than they need.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m"));
    command.addAll(jvmArgs);
    command.addAll(List.of("-cp", classPath));
    command.addAll(program);
    return start(command);
  }

  /** A tool of this JDK instead of a program. */
  public ForkedJvm startTool(String name, String... args) {
    List<String> command = new ArrayList<>();
    command.add(jdk.tool(name).toString());
    command.addAll(Arrays.asList(args));
    return start(command);
  }

  private ForkedJvm start(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    for (String inherited :
        List.of(
            "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "KEEPALIVE_AGENT_OPTIONS")) {
      builder.environment().remove(inherited);
    }
    builder.environment().putAll(environment);
    try {
      return new ForkedJvm(builder.start(), command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
