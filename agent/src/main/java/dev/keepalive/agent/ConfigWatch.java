package dev.keepalive.agent;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.ConnectionTracker;
import dev.keepalive.agent.options.ConfigFile;
import dev.keepalive.agent.options.Reading;
import dev.keepalive.agent.options.Settings;
import dev.keepalive.agent.watch.AgentThreads;

/**
 * Looks at the file of options every ten seconds, by content. A thread of its own, as a mounted
 * file may keep it waiting.
 */
final class ConfigWatch implements Runnable, LiveOptions.FileLook {
  private static final long INTERVAL_MILLIS = 10_000;

  private final ConfigFile file;
  private final LiveOptions options;
  private final ConnectionTracker tracker;

  ConfigWatch(ConfigFile file, LiveOptions options, ConnectionTracker tracker) {
    this.file = file;
    this.options = options;
    this.tracker = tracker;
  }

  void start() {
    AgentThreads.start(this, "keepalive-agent-config");
  }

  @Override
  public void run() {
    while (true) {
      try {
        Thread.sleep(INTERVAL_MILLIS);
        options.take(this, tracker);
      } catch (InterruptedException nobodyMay) {
        // Goes on.
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
  }

  @Override
  public Reading at(Settings current) {
    return file.changed(current);
  }
}
