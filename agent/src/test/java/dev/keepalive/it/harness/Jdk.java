package dev.keepalive.it.harness;

import java.nio.file.Path;

/** One installed JDK. */
public record Jdk(int feature, Path home) {
  public Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  @Override
  public String toString() {
    return "JDK " + feature + " (" + home + ")";
  }
}
