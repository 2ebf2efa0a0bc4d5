package dev.keepalive.agent.jmx;

import java.util.List;
import java.util.Map;

/** {@code dev.keepalive:type=Agent}. */
@Described("The keepalive agent of this JVM: what it is, how it is set, whether it works.")
public interface AgentMXBean {
  @Described("Version of the agent's jar.")
  String getVersion();

  @Described("RUNNING, OFF (started with mode=off: nothing is woven) or FAILED (see Problems).")
  String getState();

  @Described("What went wrong or could not be done, one line each; empty if nothing.")
  List<String> getProblems();

  @Described(
      "enforce, protect (TCP options only), observe (change nothing) or off (gives back what the"
          + " application had set).")
  String getMode();

  /** Throws {@code IllegalArgumentException} naming the four modes. */
  void setMode(String mode);

  @Described("When the agent started, in milliseconds since the epoch.")
  long getStartTime();

  @Described("Hook points of JDK classes that have been loaded and woven so far.")
  List<String> getWoven();

  @Described("Hook points that the agent needs and this JDK lacks; empty on a supported JDK.")
  List<String> getMissed();

  @Described("Failures inside the agent that the application was spared, since start.")
  long getAdviceFailuresTotal();

  @Described("Bad options met since start: at start, in the file, and set at run time.")
  long getConfigErrorsTotal();

  @Described("Every option: its value, and in brackets where that comes from.")
  Map<String, String> getOptions();

  @Described(
      value =
          "Sets an option, or one of a rule (rule.10-pg.read.timeout), at run time, for new and open"
              + " connections; over every other source. An empty value takes it back.",
      action = true)
  void setOption(
      @Described(name = "key", value = "The option, as keepalive.idle.") String key,
      @Described(name = "value", value = "Its value, as 45s.") String value);
}
