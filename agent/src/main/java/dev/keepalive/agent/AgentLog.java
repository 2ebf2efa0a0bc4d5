package dev.keepalive.agent;

import dev.keepalive.agent.log.Level;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Option;
import dev.keepalive.agent.options.Reading;
import dev.keepalive.agent.options.Settings;

/** The log and the options: what they say of it, and what it says of them. */
final class AgentLog {
  private AgentLog() {}

  static void configure(Settings settings) {
    Log.configure(
        Level.of(settings.text(Option.LOG)), "json".equals(settings.text(Option.LOG_FORMAT)));
  }

  /** One line for each thing that somebody should know of what was read. */
  static void tell(Reading reading) {
    for (String line : reading.warnings()) {
      Log.warn(line);
    }
    for (String line : reading.notes()) {
      Log.info(line);
    }
    for (String line : reading.problems()) {
      Log.error(line);
    }
  }
}
