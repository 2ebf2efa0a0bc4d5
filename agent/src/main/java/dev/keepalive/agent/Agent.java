package dev.keepalive.agent;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.ConnectionTracker;
import dev.keepalive.agent.connections.Counters;
import dev.keepalive.agent.connections.PolicySource;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.jmx.AgentControl;
import dev.keepalive.agent.jmx.JmxRegistration;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Mode;
import dev.keepalive.agent.options.Option;
import dev.keepalive.agent.options.Policy;
import dev.keepalive.agent.options.Reading;
import dev.keepalive.agent.options.Settings;
import dev.keepalive.agent.tcp.KeepaliveOptions;
import dev.keepalive.agent.watch.ConnectionWatch;
import dev.keepalive.agent.watch.WatchGuard;
import dev.keepalive.agent.watch.WatchTask;
import dev.keepalive.agent.watch.WatchThread;
import dev.keepalive.agent.weave.JdkTransformer;
import java.lang.instrument.Instrumentation;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The running agent: its parts, its state, and the settings in force. */
final class Agent implements AgentControl, PolicySource, WatchThread.Pace, ConnectionWatch.Limits {
  private enum State {
    RUNNING,
    FAILED,
    OFF
  }

  private final long startedAtEpochMillis = System.currentTimeMillis();
  private final long startedAtNanos = System.nanoTime();
  private final Reading reading;
  private final List<String> problems = new CopyOnWriteArrayList<String>();
  private final AtomicLong configErrors = new AtomicLong();
  private final Registry registry = new Registry();
  private final Counters counters = new Counters();
  private final ConnectionWatch watch =
      new ConnectionWatch(registry, counters, this, Jvm.isLinux());
  private final KeepaliveOptions keepaliveOptions = new KeepaliveOptions(Jvm.isLinux());
  private final ConnectionTracker tracker =
      new ConnectionTracker(registry, counters, keepaliveOptions, this);
  private final JdkTransformer transformer = new JdkTransformer();
  private final List<WatchTask> tasks = new ArrayList<WatchTask>();
  private volatile Settings settings;
  private volatile State state;

  /**
   * @param fallback why the boot injection took its second way; null: it did not
   */
  Agent(Reading reading, String fallback) {
    this.reading = reading;
    settings = reading.settings();
    configErrors.set(reading.problems().size());
    problems.addAll(reading.problems());
    if (fallback != null) {
      problems.add(fallback);
    }
    state =
        !reading.problems().isEmpty()
            ? State.FAILED
            : settings.mode() == Mode.OFF ? State.OFF : State.RUNNING;
  }

  void weave(Instrumentation instrumentation) {
    if (state != State.RUNNING) {
      return;
    }
    transformer.selfCheck();
    Hooks.events = tracker;
    transformer.install(instrumentation);
    if (transformer.report().expected() == 0) {
      state = State.FAILED;
    }
  }

  void watch() {
    if (state == State.RUNNING) {
      tasks.add(watch);
      tasks.add(new Notices(keepaliveOptions, problems));
    }
    if (reading.file() != null && state == State.RUNNING) {
      new ConfigWatch(reading.file(), this).start();
    }
  }

  void offerJmx(Instrumentation instrumentation) {
    String jmx = settings.text(Option.JMX);
    if (!jmx.equals("off")) {
      JmxRegistration registration =
          new JmxRegistration(
              instrumentation, this, registry, counters, watch.enforcer(), jmx.equals("readonly"));
      if (jmx.equals("eager")) {
        registration.registerNow();
      }
      tasks.add(registration);
    }
    WatchThread thread = new WatchThread(this, tasks);
    thread.start();
    if (state == State.RUNNING) {
      new WatchGuard(watch, thread).start();
    }
  }

  /** Tells how the start went: one line, and one for each thing that somebody should know. */
  void report() {
    for (String line : reading.warnings()) {
      Log.warn(line);
    }
    for (String line : reading.notes()) {
      Log.info(line);
    }
    for (String line : problems()) {
      Log.error(line);
    }
    long millis = (System.nanoTime() - startedAtNanos) / 1_000_000;
    switch (state) {
      case RUNNING:
        Log.info(
            version()
                + " runs: "
                + transformer.report().expected()
                + " hook points, "
                + settings.summary()
                + " ("
                + millis
                + " ms)");
        break;
      case OFF:
        Log.info(version() + " is off (mode=off): nothing is woven");
        break;
      default:
        Log.error(version() + " does not run; the application runs without it");
    }
    Log.startAsync();
  }

  boolean hasFailed() {
    return state == State.FAILED;
  }

  /** The settings in force. */
  Settings settings() {
    return settings;
  }

  /** Puts new settings in force, for new and for open connections. */
  synchronized void apply(Settings next) {
    settings = next;
    AgentLog.configure(next);
    for (Connection connection : registry.open()) {
      try {
        tracker.apply(connection);
      } catch (Exception failure) {
        Hooks.failed(failure);
      }
    }
  }

  void configErrors(int count) {
    configErrors.addAndGet(count);
  }

  @Override
  public Policy policyFor(boolean client, InetSocketAddress peer, int localPort) {
    return settings.policyFor(client, peer, localPort);
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

  @Override
  public synchronized void setOption(String key, String value) {
    if (state != State.RUNNING) {
      throw new IllegalStateException(
          "the agent is " + state + ", nothing is woven: a restart of the JVM is needed");
    }
    Settings next;
    try {
      next = settings.with(key, value);
    } catch (IllegalArgumentException bad) {
      configErrors.incrementAndGet();
      throw bad;
    }
    String before = settings.described(key);
    apply(next);
    Log.info("option " + key + ": " + before + " -> " + next.described(key));
  }

  @Override
  public String version() {
    String version = Agent.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  @Override
  public String state() {
    boolean failed = state == State.RUNNING && transformer.report().failedAltogether();
    return (failed ? State.FAILED : state).name();
  }

  @Override
  public List<String> problems() {
    List<String> all = new ArrayList<String>(problems);
    all.addAll(transformer.report().problems());
    Throwable failure = Hooks.lastFailure;
    if (failure != null) {
      all.add("a failure inside the agent, most recently: " + failure);
    }
    return all;
  }

  @Override
  public long startedAtEpochMillis() {
    return startedAtEpochMillis;
  }

  @Override
  public List<String> woven() {
    return transformer.report().woven();
  }

  @Override
  public List<String> missed() {
    return transformer.report().missed();
  }

  @Override
  public long adviceFailures() {
    return Hooks.FAILURES.get();
  }

  @Override
  public long configErrors() {
    return configErrors.get();
  }

  @Override
  public Map<String, String> options() {
    return settings.described();
  }

  @Override
  public String mode() {
    return settings.text(Option.MODE);
  }
}
