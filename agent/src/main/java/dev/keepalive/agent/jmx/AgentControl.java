package dev.keepalive.agent.jmx;

import java.util.List;
import java.util.Map;

/** What the console may ask of the agent. */
public interface AgentControl {
  String version();

  String state();

  List<String> problems();

  long startedAtEpochMillis();

  List<String> woven();

  List<String> missed();

  long adviceFailures();

  long configErrors();

  Map<String, String> options();

  /**
   * @throws IllegalArgumentException with the values that the option takes
   */
  void setOption(String key, String value);

  /**
   * Changes several at once, or none.
   *
   * @throws IllegalArgumentException with the values that an option takes
   */
  void setOptions(Map<String, String> values);

  /** The value of {@code mode}. */
  String mode();
}
