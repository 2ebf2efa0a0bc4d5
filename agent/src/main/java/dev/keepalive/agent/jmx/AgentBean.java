package dev.keepalive.agent.jmx;

import java.util.List;
import java.util.Map;

/** Answers from the agent; refuses changes where {@code jmx=readonly}. */
final class AgentBean implements AgentMXBean {
  private final AgentControl agent;
  private final boolean readOnly;

  AgentBean(AgentControl agent, boolean readOnly) {
    this.agent = agent;
    this.readOnly = readOnly;
  }

  @Override
  public String getVersion() {
    return agent.version();
  }

  @Override
  public String getState() {
    return agent.state();
  }

  @Override
  public List<String> getProblems() {
    return agent.problems();
  }

  @Override
  public String getMode() {
    return agent.mode();
  }

  @Override
  public void setMode(String mode) {
    setOption("mode", mode);
  }

  @Override
  public long getStartTime() {
    return agent.startedAtEpochMillis();
  }

  @Override
  public List<String> getWoven() {
    return agent.woven();
  }

  @Override
  public List<String> getMissed() {
    return agent.missed();
  }

  @Override
  public long getAdviceFailuresTotal() {
    return agent.adviceFailures();
  }

  @Override
  public long getConfigErrorsTotal() {
    return agent.configErrors();
  }

  @Override
  public Map<String, String> getOptions() {
    return agent.options();
  }

  @Override
  public void setOption(String key, String value) {
    if (readOnly) {
      throw new UnsupportedOperationException("jmx=readonly: nothing can be changed here");
    }
    agent.setOption(key, value);
  }
}
