package dev.keepalive.agent;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.LateRecords;
import dev.keepalive.agent.boot.OlderSockets;
import dev.keepalive.agent.command.AgentDesk;
import dev.keepalive.agent.command.Desk;
import dev.keepalive.agent.command.Mailbox;
import dev.keepalive.agent.connections.ConnectionTracker;
import dev.keepalive.agent.connections.Counters;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.connections.Sweep;
import dev.keepalive.agent.drain.DrainCommand;
import dev.keepalive.agent.drain.Exit;
import dev.keepalive.agent.drain.Parts;
import dev.keepalive.agent.heartbeat.Heartbeats;
import dev.keepalive.agent.heartbeat.ResolveCheck;
import dev.keepalive.agent.jfr.ConnectionEvents;
import dev.keepalive.agent.jfr.DrainEvents;
import dev.keepalive.agent.jfr.Recorder;
import dev.keepalive.agent.jmx.AgentControl;
import dev.keepalive.agent.jmx.JmxRegistration;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Mode;
import dev.keepalive.agent.options.Option;
import dev.keepalive.agent.options.Reading;
import dev.keepalive.agent.tcp.KeepaliveOptions;
import dev.keepalive.agent.watch.ConnectionWatch;
import dev.keepalive.agent.watch.WatchGuard;
import dev.keepalive.agent.watch.WatchTask;
import dev.keepalive.agent.watch.WatchThread;
import dev.keepalive.agent.weave.JdkTransformer;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The running agent: its parts, the steps of its start, and what it tells of itself. */
final class Agent implements AgentControl {
  private enum State {
    RUNNING,
    FAILED,
    OFF
  }

  private final long startedAtEpochMillis = System.currentTimeMillis();
  private final long startedAtNanos = System.nanoTime();
  private final Instrumentation instrumentation;
  private final Reading reading;
  private final List<String> problems = new CopyOnWriteArrayList<String>();
  private final Registry registry = new Registry();
  private final Counters counters = new Counters();
  private final LiveOptions options;
  private final ConnectionWatch watch;
  private final KeepaliveOptions keepaliveOptions = new KeepaliveOptions(Jvm.isLinux());
  private final Heartbeats heartbeats;
  private final ConnectionTracker tracker;
  private final Sweep sweep;
  private final Recorder recorder = new Recorder();
  private final boolean late;
  private final JdkTransformer transformer;
  private final Notices notices;
  private final List<WatchTask> tasks = new ArrayList<WatchTask>();
  private final WatchThread watchThread;
  private final DrainCommand drainCommand;
  private final Exit exit;
  private final State state;

  /**
   * @param fallback why the boot injection took its second way; null: it did not
   * @param late whether sockets may be open already
   */
  Agent(Instrumentation instrumentation, Reading reading, String fallback, boolean late) {
    this.instrumentation = instrumentation;
    this.reading = reading;
    this.late = late;
    transformer = new JdkTransformer(instrumentation, late);
    notices = new Notices(keepaliveOptions, transformer.report(), problems);
    options = new LiveOptions(reading, registry);
    watch = new ConnectionWatch(registry, counters, keepaliveOptions, options, Jvm.isLinux());
    heartbeats = new Heartbeats(counters, watch.enforcer(), problems, Jvm.isLinux());
    tracker = new ConnectionTracker(registry, counters, keepaliveOptions, options, heartbeats);
    sweep = new Sweep(registry, options, keepaliveOptions);
    watchThread = new WatchThread(options, tasks);
    Parts parts =
        new Parts(
            registry,
            watch.enforcer(),
            options,
            new DrainEvents(recorder),
            watchThread,
            Jvm.isLinux());
    drainCommand = new DrainCommand(parts);
    exit = new Exit(parts, drainCommand);
    problems.addAll(reading.problems());
    if (fallback != null) {
      problems.add(fallback);
    }
    state =
        !reading.problems().isEmpty()
            ? State.FAILED
            : reading.settings().mode() == Mode.OFF ? State.OFF : State.RUNNING;
  }

  void weave() {
    if (state != State.RUNNING) {
      return;
    }
    LateRecords.wanted = late;
    Hooks.events = tracker;
    Hooks.exits = exit;
    transformer.install();
    if (late) {
      takeOver();
    }
    recorder.watch(instrumentation);
    registry.observers().add(new ConnectionEvents(recorder));
  }

  /** Records first: they note what the application set, before the sweep tightens it. */
  private void takeOver() {
    int adopted = OlderSockets.adopt();
    int swept = Jvm.isLinux() ? sweep.setOptions() : 0;
    Log.info(
        "attached to a running JVM: "
            + adopted
            + " open connections are on record"
            + (swept > adopted ? ", and TCP options set on " + (swept - adopted) + " more" : ""));
  }

  void watch() {
    if (state == State.RUNNING) {
      tasks.add(watch);
      tasks.add(new ResolveCheck(registry));
      tasks.add(transformer.selfCheck());
      tasks.add(notices);
    }
    if (reading.file() != null && state == State.RUNNING) {
      new ConfigWatch(reading.file(), options, tracker).start();
    }
  }

  void offerJmx() {
    String jmx = reading.settings().text(Option.JMX);
    if (!jmx.equals("off")) {
      JmxRegistration registration =
          new JmxRegistration(
              instrumentation,
              this,
              registry,
              counters,
              watch.enforcer(),
              drainCommand,
              jmx.equals("readonly"));
      if (jmx.equals("eager")) {
        registration.registerNow();
      }
      tasks.add(registration);
    }
    if (tasks.isEmpty()) {
      return;
    }
    watchThread.start();
    if (state == State.RUNNING) {
      new WatchGuard(watch, watchThread).start();
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
    for (String line : problems) {
      Log.error(line);
    }
    notices.tick();
    long millis = (System.nanoTime() - startedAtNanos) / 1_000_000;
    switch (state) {
      case RUNNING:
        Log.info(version() + " runs: " + reading.settings().summary() + " (" + millis + " ms)");
        break;
      case OFF:
        Log.info(version() + " is off (mode=off): nothing is woven");
        break;
      default:
        Log.error(version() + " does not run; the application runs without it");
    }
    Log.startAsync();
  }

  /** From now on the command line can ask for things, and finds that an agent is here. */
  Desk takeCommands() {
    Desk desk =
        new AgentDesk(this, registry, Jvm.isLinux() ? sweep : null, watch.enforcer(), drainCommand);
    String jar = Agent.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    if (state == State.RUNNING) {
      Mailbox mailbox = new Mailbox(desk);
      Hooks.mailbox = mailbox;
      mailbox.open(version(), jar);
    } else {
      Mailbox.closed(version(), state.name(), jar);
    }
    return desk;
  }

  boolean hasFailed() {
    return state == State.FAILED;
  }

  @Override
  public void setOption(String key, String value) {
    setOptions(Collections.singletonMap(key, value));
  }

  @Override
  public void setOptions(Map<String, String> values) {
    if (state != State.RUNNING) {
      throw new IllegalStateException(
          "the agent is " + state + ", nothing is woven: a restart of the JVM is needed");
    }
    options.set(values, tracker);
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
    return options.errors();
  }

  @Override
  public Map<String, String> options() {
    return options.settings().described();
  }

  @Override
  public String mode() {
    return options.settings().text(Option.MODE);
  }
}
