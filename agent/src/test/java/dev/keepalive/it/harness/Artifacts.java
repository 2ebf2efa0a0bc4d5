package dev.keepalive.it.harness;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files under test. */
public final class Artifacts {
  private Artifacts() {}

  /** The agent, as users get it. */
  public static Path agentJar() {
    return Path.of(property("agent.jar"));
  }

  public static Path sampleJar() {
    return Path.of(property("sample.jar"));
  }

  /**
   * The subjects and the libraries that they use. None of the agent's own classes: the application
   * knows nothing of it.
   */
  public static String subjectsClassPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = Path.of(entry).getFileName().toString();
      boolean ours = entry.equals(agentJar().toString()) || name.equals("classes");
      if (!ours && !name.startsWith("byte-buddy") && !isAgent(name)) {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static boolean isAgent(String name) {
    return name.startsWith("org.jacoco.agent") || name.contains("javaagent");
  }

  /** The directory of the compiled subjects. */
  public static Path subjectClasses() {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith("test-classes")) {
        return Path.of(entry);
      }
    }
    throw new IllegalStateException("no test-classes in " + System.getProperty("java.class.path"));
  }

  /** A library of the test class path, by the beginning of its file's name. */
  public static Path library(String prefix) {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Path.of(entry).getFileName().toString().startsWith(prefix)) {
        return Path.of(entry);
      }
    }
    throw new IllegalStateException("no " + prefix + "* in the test class path");
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("run by 'mvn verify': -D" + name + " is not set");
    }
    return value;
  }
}
