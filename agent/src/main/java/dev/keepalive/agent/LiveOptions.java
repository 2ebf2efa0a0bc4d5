package dev.keepalive.agent;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.ConnectionTracker;
import dev.keepalive.agent.connections.PolicySource;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.drain.Parts;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Option;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.options.Reading;
import dev.keepalive.agent.options.Settings;
import dev.keepalive.agent.options.ShutdownOptions;
import dev.keepalive.agent.watch.ConnectionWatch;
import dev.keepalive.agent.watch.WatchThread;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The options in force, for whoever asks, and the one way to change them. */
final class LiveOptions
    implements PolicySource, WatchThread.Pace, ConnectionWatch.Limits, Parts.Source {
  private final Registry registry;
  private final AtomicLong errors = new AtomicLong();
  private volatile Settings settings;

  LiveOptions(Reading reading, Registry registry) {
    this.registry = registry;
    this.settings = reading.settings();
    errors.set(reading.problems().size());
  }

  Settings settings() {
    return settings;
  }

  /** Bad options met so far. */
  long errors() {
    return errors.get();
  }

  /**
   * Changes options, for new and open connections: all of them, or none.
   *
   * @throws IllegalArgumentException with what the option takes; nothing is changed then
   */
  synchronized void set(Map<String, String> values, ConnectionTracker tracker) {
    Settings before = settings;
    Settings next = before;
    try {
      for (Map.Entry<String, String> entry : values.entrySet()) {
        next = next.with(entry.getKey(), entry.getValue());
      }
      next.check();
    } catch (IllegalArgumentException bad) {
      errors.incrementAndGet();
      throw bad;
    }
    apply(next, tracker);
    for (String key : values.keySet()) {
      Log.info("option " + key + ": " + before.described(key) + " -> " + next.described(key));
    }
  }

  /** Takes what a look at the file gave, if anything, and tells it. */
  synchronized void take(FileLook look, ConnectionTracker tracker) {
    Reading reading = look.at(settings);
    if (reading == null) {
      return;
    }
    errors.addAndGet(reading.problems().size());
    AgentLog.tell(reading);
    apply(reading.settings(), tracker);
  }

  /** A look at the file of options, while no other change can come in between. */
  interface FileLook {
    /** Null: nothing new. */
    Reading at(Settings current);
  }

  private void apply(Settings next, ConnectionTracker tracker) {
    settings = next;
    AgentLog.configure(next);
    try {
      tracker.applyToListeners();
    } catch (Exception failure) {
      Hooks.failed(failure);
    }
    for (Connection connection : registry.open()) {
      try {
        tracker.apply(connection);
      } catch (Exception failure) {
        Hooks.failed(failure);
      }
    }
  }

  @Override
  public Policy policyFor(boolean client, InetSocketAddress peer, int localPort) {
    return settings.policyFor(client, peer, localPort);
  }

  @Override
  public ShutdownOptions shutdown() {
    return settings.shutdown();
  }

  @Override
  public String stacks() {
    return settings.text(Option.STACKS);
  }

  @Override
  public int closeRate() {
    return settings.count(Option.CLOSE_RATE);
  }

  @Override
  public long closeGraceMillis() {
    return settings.millis(Option.CLOSE_GRACE);
  }

  @Override
  public long intervalMillis() {
    return settings.millis(Option.WATCH_INTERVAL);
  }
}
