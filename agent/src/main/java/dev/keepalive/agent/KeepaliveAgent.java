package dev.keepalive.agent;

import dev.keepalive.agent.command.Desk;
import dev.keepalive.agent.inject.AgentLoader;
import dev.keepalive.agent.inject.BootInjection;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.OptionSources;
import dev.keepalive.agent.options.Reading;
import java.lang.instrument.Instrumentation;
import java.util.Arrays;

/**
 * Where the JVM comes in. Whatever happens here, the application runs: an exception that left
 * {@code premain} would abort the JVM.
 *
 * <p>Nothing in this class names the boot package: it must not be looked up before it is injected.
 */
public final class KeepaliveAgent {
  private static final int EXIT_CODE = 2;

  private static final long FLUSH_MILLIS = 1000;

  /** Null: no agent was started. */
  private static Launch launch;

  private KeepaliveAgent() {}

  /** Before the application's {@code main}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    if (!handedOn("premain", arguments, instrumentation)) {
      start(arguments, instrumentation, false);
    }
  }

  /** Into a JVM that runs already; where an agent is there, the options hold from now on. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    if (!handedOn("agentmain", arguments, instrumentation)) {
      start(arguments, instrumentation, true);
    }
  }

  /** To this class as the agent's own loader defines it, where all the rest happens. */
  private static boolean handedOn(
      String method, String arguments, Instrumentation instrumentation) {
    try {
      Class<?> own = AgentLoader.own(KeepaliveAgent.class);
      if (own == KeepaliveAgent.class) {
        return false;
      }
      own.getMethod(method, String.class, Instrumentation.class)
          .invoke(null, arguments, instrumentation);
    } catch (Throwable failure) {
      Log.error(Launch.FAILED, failure);
    }
    return true;
  }

  /** Options of a second attach hold from now on; an agent from another loader is none of ours. */
  private static void startAgain(String options) {
    boolean wishes = options != null && !options.isEmpty();
    Desk desk = wishes && launch != null ? launch.desk() : null;
    if (desk == null) {
      Log.warn("the agent is in this JVM already: this second start is ignored");
      return;
    }
    try {
      desk.rows(Arrays.asList("set", options));
    } catch (IllegalArgumentException | IllegalStateException refused) {
      Log.error("the agent is in this JVM already, and its options stay: " + refused.getMessage());
    }
  }

  private static synchronized void start(
      String arguments, Instrumentation instrumentation, boolean late) {
    boolean exit = false;
    try {
      if (Jvm.isJdkTool()) {
        return;
      }
      if (launch != null || late && BootInjection.isDone()) {
        startAgain(late ? arguments : "");
        return;
      }
      long startedAtNanos = System.nanoTime();
      Reading reading = OptionSources.read(arguments);
      AgentLog.configure(reading.settings());
      exit = reading.exitOnError();
      launch = new Launch(instrumentation, reading, late);
      boolean runs = launch.begin();
      launch.report((System.nanoTime() - startedAtNanos) / 1_000_000);
      exit = exit && !runs;
    } catch (Throwable failure) {
      Log.error(Launch.FAILED, failure);
    }
    if (exit) {
      Log.error("on-error=exit: the application is not started");
      Log.flush(FLUSH_MILLIS);
      System.exit(EXIT_CODE);
    }
  }
}
