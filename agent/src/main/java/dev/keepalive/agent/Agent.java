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
import dev.keepalive.agent.options.Option;
import dev.keepalive.agent.options.Reading;
import dev.keepalive.agent.tcp.KeepaliveOptions;
import dev.keepalive.agent.watch.ConnectionWatch;
import dev.keepalive.agent.watch.WatchGuard;
import dev.keepalive.agent.watch.WatchTask;
import dev.keepalive.agent.watch.WatchThread;
import dev.keepalive.agent.weave.JdkTransformer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** The running agent: its parts, the steps of its start, and what it tells of itself. */
final class Agent implements AgentControl {
  private final long startedAtEpochMillis = System.currentTimeMillis();
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
  private final Recorder recorder;
  private final boolean late;
  private final JdkTransformer transformer;
  private final Notices notices;
  private final List<WatchTask> tasks = new ArrayList<WatchTask>();
  private final WatchThread watchThread;
  private final DrainCommand drainCommand;
  private final Exit exit;
  private final State state;

  /**
   * @param late whether sockets may be open already
   */
  Agent(
      Reading reading,
      State state,
      JdkTransformer transformer,
      AtomicBoolean recorderUsed,
      boolean late) {
    this.reading = reading;
    this.state = state;
    this.transformer = transformer;
    this.late = late;
    recorder = new Recorder(recorderUsed);
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
  }

  /** Tells of what the start met with besides bad options. */
  void met(String problem) {
    problems.add(problem);
    Log.error(problem);
  }

  /** Woven classes call this agent. */
  void receiveCalls() {
    if (state == State.RUNNING) {
      LateRecords.wanted = late;
      Hooks.events = tracker;
      Hooks.exits = exit;
      registry.observers().add(new ConnectionEvents(recorder));
    }
  }

  /**
   * What was open before. Records first: they note what the application set, before the sweep
   * tightens it.
   */
  void takeOver() {
    if (!late || state != State.RUNNING) {
      return;
    }
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

  /**
   * @param used whether something in this JVM uses JMX
   */
  void offerJmx(AtomicBoolean used) {
    String jmx = reading.settings().text(Option.JMX);
    if (!jmx.equals("off")) {
      JmxRegistration registration =
          new JmxRegistration(
              used,
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
    return Launch.version();
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
