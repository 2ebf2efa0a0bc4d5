package dev.keepalive.agent;

/** What kind of JVM this is. */
final class Jvm {
  /** Modules whose main programs are the JDK's own tools. */
  private static final String[] TOOL_MODULES = {
    "jdk.compiler",
    "jdk.jartool",
    "jdk.javadoc",
    "jdk.jcmd",
    "jdk.jconsole",
    "jdk.jdeps",
    "jdk.jfr",
    "jdk.jlink",
    "jdk.jpackage",
    "jdk.jshell",
    "jdk.jstatd",
    "jdk.jdi",
    "jdk.hotspot.agent"
  };

  /** Their packages: Java 8, and the tools that live in {@code java.base}. */
  private static final String[] TOOL_PACKAGES = {
    "sun.tools.",
    "com.sun.tools.",
    "sun.jvmstat.",
    "sun.security.tools.",
    "sun.launcher.",
    "jdk.internal.jimage."
  };

  private Jvm() {}

  static boolean isLinux() {
    return "Linux".equals(System.getProperty("os.name"));
  }

  /**
   * Whether this is {@code jps}, {@code keytool}, {@code javac} or the like, which an agent reaches
   * through {@code JAVA_TOOL_OPTIONS} and has no business in.
   */
  static boolean isJdkTool() {
    String module = System.getProperty("jdk.module.main");
    for (String tool : TOOL_MODULES) {
      if (tool.equals(module)) {
        return true;
      }
    }
    String command = System.getProperty("sun.java.command", "");
    // Java 9 and later say module/class.
    String main =
        module != null && command.startsWith(module + "/")
            ? command.substring(module.length() + 1)
            : command;
    for (String tool : TOOL_PACKAGES) {
      if (main.startsWith(tool)) {
        return true;
      }
    }
    return false;
  }
}
