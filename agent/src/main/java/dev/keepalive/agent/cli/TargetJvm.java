package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Mailbox;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * Another JVM of this machine, reached by the attach mechanism: no port, and only for its own user
 * or root. The attach API is found by Byte Buddy's agent: a module, or {@code tools.jar} of Java 8.
 */
@SuppressForbidden("the command line has a JVM of its own")
final class TargetJvm {
  /** Looked up once: on Java 8 each look-up makes a class loader of its own. */
  private static Class<?> api;

  final String pid;

  /** The main class or jar with its arguments, as far as it is told. */
  final String name;

  private TargetJvm(String pid, String name) {
    this.pid = pid;
    this.name = name;
  }

  /**
   * @param pid null: the only JVM that there is
   */
  static TargetJvm of(String pid) throws CommandFailed {
    if (pid != null) {
      return new TargetJvm(pid, "");
    }
    List<TargetJvm> all = all();
    if (all.size() == 1) {
      return all.get(0);
    }
    throw CommandFailed.usage(
        all.isEmpty()
            ? "no JVM of this user is running here"
            : "which JVM? Give its PID; " + all.size() + " are running, see: jvms");
  }

  /** The JVMs of this user, but for this one. */
  static List<TargetJvm> all() throws CommandFailed {
    List<TargetJvm> all = new ArrayList<TargetJvm>();
    try {
      for (Object descriptor : (List<?>) api().getMethod("list").invoke(null)) {
        String pid = (String) descriptor.getClass().getMethod("id").invoke(descriptor);
        String name = (String) descriptor.getClass().getMethod("displayName").invoke(descriptor);
        if (!pid.equals(ownPid())) {
          all.add(new TargetJvm(pid, name));
        }
      }
    } catch (ReflectiveOperationException e) {
      throw unreachable("the JVMs cannot be listed", e);
    }
    return all;
  }

  private static String ownPid() {
    try {
      return new File("/proc/self").getCanonicalFile().getName();
    } catch (IOException noProc) {
      return "";
    }
  }

  /** What an agent tells of itself. */
  static final class Mark {
    /** The name of its mailbox; null: it takes no commands. */
    final String token;

    /** {@code attached}, or why it does nothing. */
    final String state;

    /** Where the mailbox is, as the JVM itself reaches it. */
    final String temporary;

    private Mark(String token, String state, String temporary) {
      this.token = token;
      this.state = state;
      this.temporary = temporary;
    }
  }

  /** Null: no agent runs in it. */
  Mark mark() throws CommandFailed {
    Properties properties = properties();
    String mark = properties.getProperty(Mailbox.MARK);
    if (mark == null) {
      return null;
    }
    if (!mark.matches("[^ ]+ ([0-9a-f]{1,32}|FAILED|OFF) .*")) {
      // It becomes part of a path, and that JVM may be another user's.
      throw new CommandFailed(
          CommandFailed.UNREACHABLE, "JVM " + pid + " does not tell how to talk to its agent");
    }
    String token = mark.split(" ")[1];
    boolean idle = token.equals("FAILED") || token.equals("OFF");
    return new Mark(
        idle ? null : token, idle ? token : "attached", properties.getProperty("java.io.tmpdir"));
  }

  /** The version of its Java, as 8 or 21. */
  int feature() throws CommandFailed {
    String version = properties().getProperty("java.specification.version");
    return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
  }

  private Properties properties() throws CommandFailed {
    return (Properties) answer("getSystemProperties");
  }

  /** Has the agent look into its mailbox; its answer is there when this returns. */
  void knock() throws CommandFailed {
    answer("getAgentProperties");
  }

  private Object answer(final String question) throws CommandFailed {
    return ask(
        new Question<Object>() {
          @Override
          public Object ask(Object machine) throws ReflectiveOperationException, CommandFailed {
            return api().getMethod(question).invoke(machine);
          }
        });
  }

  /** Loads the jar's agent into it, or calls it again. */
  void load(final String jar, final String argument) throws CommandFailed {
    ask(
        new Question<Void>() {
          @Override
          public Void ask(Object machine) throws ReflectiveOperationException, CommandFailed {
            try {
              api()
                  .getMethod("loadAgent", String.class, String.class)
                  .invoke(machine, jar, argument);
            } catch (InvocationTargetException e) {
              if (!isMistaken(String.valueOf(e.getCause().getMessage()))) {
                throw e;
              }
            }
            return null;
          }
        });
  }

  /**
   * Java 8 answers "0" where Java 21 says "return code: 0", and tools of the other kind take it for
   * a failure. Whether the agent runs shows later.
   */
  private static boolean isMistaken(String failure) {
    return failure.equals("0")
        || failure.endsWith(": 0")
        || failure.startsWith("Non-numeric value found");
  }

  /** The root directory of a container that it is in; null: it sees the files that we see. */
  Path root() {
    Path root = Paths.get("/proc", pid, "root");
    try {
      return Files.isSameFile(root, Paths.get("/")) ? null : root;
    } catch (IOException notTold) {
      return null;
    }
  }

  private interface Question<T> {
    T ask(Object machine) throws ReflectiveOperationException, CommandFailed;
  }

  private <T> T ask(Question<T> question) throws CommandFailed {
    try {
      Object machine = api().getMethod("attach", String.class).invoke(null, pid);
      try {
        return question.ask(machine);
      } finally {
        api().getMethod("detach").invoke(machine);
      }
    } catch (ReflectiveOperationException e) {
      throw unreachable("JVM " + pid + " cannot be reached", e);
    }
  }

  private static synchronized Class<?> api() throws CommandFailed {
    if (api != null) {
      return api;
    }
    ByteBuddyAgent.AttachmentProvider.Accessor accessor =
        ByteBuddyAgent.AttachmentProvider.DEFAULT.attempt();
    if (!accessor.isAvailable()) {
      throw new CommandFailed(
          CommandFailed.UNREACHABLE,
          "this Java has no attach API (a JRE, or without the module jdk.attach): run the command"
              + " with a JDK of any version, or start the application with -javaagent");
    }
    api = accessor.getVirtualMachineType();
    return api;
  }

  private static CommandFailed unreachable(String what, ReflectiveOperationException e) {
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    return new CommandFailed(CommandFailed.UNREACHABLE, what + ": " + cause);
  }
}
