package dev.keepalive.agent;

import dev.keepalive.agent.log.Level;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Option;
import dev.keepalive.agent.options.Settings;

/** Sets the log as the options say. */
final class AgentLog {
  private AgentLog() {}

  static void configure(Settings settings) {
    Log.configure(
        Level.of(settings.text(Option.LOG)), "json".equals(settings.text(Option.LOG_FORMAT)));
  }
}
