package dev.keepalive.agent;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.ConfigFile;
import dev.keepalive.agent.options.Reading;
import dev.keepalive.agent.watch.AgentThreads;

/**
 * Looks at the file of options every ten seconds, by content. A thread of its own, as a mounted
 * file may keep it waiting.
 */
final class ConfigWatch implements Runnable {
  private static final long INTERVAL_MILLIS = 10_000;

  private final ConfigFile file;
  private final Agent agent;

  ConfigWatch(ConfigFile file, Agent agent) {
    this.file = file;
    this.agent = agent;
  }

  void start() {
    AgentThreads.start(this, "keepalive-agent-config");
  }

  @Override
  public void run() {
    while (true) {
      try {
        Thread.sleep(INTERVAL_MILLIS);
        look();
      } catch (InterruptedException nobodyMay) {
        // Goes on.
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
  }

  private void look() {
    // The agent's lock: an option set at run time meanwhile must not be lost.
    synchronized (agent) {
      Reading reading = file.changed(agent.settings());
      if (reading == null) {
        return;
      }
      agent.configErrors(reading.problems().size());
      for (String line : reading.problems()) {
        Log.error(line);
      }
      for (String line : reading.warnings()) {
        Log.warn(line);
      }
      for (String line : reading.notes()) {
        Log.info(line);
      }
      agent.apply(reading.settings());
    }
  }
}
