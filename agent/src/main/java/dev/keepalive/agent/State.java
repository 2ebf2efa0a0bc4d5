package dev.keepalive.agent;

import dev.keepalive.agent.options.Mode;
import dev.keepalive.agent.options.Reading;

/** What became of the agent, as the Agent MBean says it. */
enum State {
  RUNNING,
  /** Because of a bad option, or as nothing could be woven. */
  FAILED,
  /** Because of {@code mode=off}. */
  OFF;

  static State after(Reading reading) {
    if (!reading.problems().isEmpty()) {
      return FAILED;
    }
    return reading.settings().mode() == Mode.OFF ? OFF : RUNNING;
  }
}
