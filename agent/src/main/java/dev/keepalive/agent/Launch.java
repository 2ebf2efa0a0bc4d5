package dev.keepalive.agent;

import dev.keepalive.agent.command.Desk;
import dev.keepalive.agent.inject.BootInjection;
import dev.keepalive.agent.jfr.Recorder;
import dev.keepalive.agent.jmx.JmxRegistration;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.options.Option;
import dev.keepalive.agent.options.Reading;
import dev.keepalive.agent.watch.AgentThreads;
import dev.keepalive.agent.weave.JdkTransformer;
import dev.keepalive.agent.weave.Prerequisite;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The start of the agent in two parts. In {@code premain} no more than what makes sure that no
 * class of a connection loads unseen. All else, which is most of it, once the first of them does or
 * a second has passed, beside the application: it would hold up its start.
 */
final class Launch implements Prerequisite, Runnable {
  static final String FAILED = "the agent failed to start; the application runs without it";

  private static final long REST_MILLIS = 1000;

  /** Longer than it takes on a tenth of a core; then the application goes on without. */
  private static final long PATIENCE_MILLIS = 10_000;

  private final BootInjection injection;
  private final Reading reading;
  private final State state;
  private final boolean late;
  private final JdkTransformer transformer;
  private final AtomicBoolean managementUsed;
  private final AtomicBoolean recorderUsed;
  private final CountDownLatch wanted = new CountDownLatch(1);
  private final CountDownLatch decided = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Thread launching;
  private volatile boolean met;
  private volatile boolean broken;

  /** Somebody waited in vain: nobody else is kept waiting. */
  private volatile boolean overdue;

  private volatile Desk desk;

  /**
   * @param late whether sockets may be open already
   */
  Launch(Instrumentation instrumentation, Reading reading, boolean late) {
    injection = new BootInjection(instrumentation);
    this.reading = reading;
    this.late = late;
    state = State.after(reading);
    transformer = new JdkTransformer(instrumentation, this, state == State.RUNNING, late);
    managementUsed = transformer.lookOutFor(JmxRegistration.SERVER_BUILDER);
    recorderUsed = transformer.lookOutFor(Recorder.MAIN);
  }

  /**
   * From now on no class of a connection loads unseen. Where nothing can wait, all is done when
   * this returns.
   *
   * @return false: the agent does not run
   */
  boolean begin() {
    try {
      if (canWait(transformer.install())) {
        AgentThreads.start(this, "keepalive-agent-start");
        return state != State.FAILED;
      }
    } catch (Throwable noThread) {
      Log.debug("the agent starts in premain altogether: " + noThread);
    }
    prepare();
    run();
    return !broken && state != State.FAILED;
  }

  private boolean canWait(boolean classesAreLoaded) {
    boolean eager = "eager".equals(reading.settings().text(Option.JMX));
    return state == State.RUNNING && !late && !classesAreLoaded && !eager && !reading.exitOnError();
  }

  @Override
  public void run() {
    launching = Thread.currentThread();
    try {
      wanted.await(REST_MILLIS, TimeUnit.MILLISECONDS);
      launch();
    } catch (Throwable failure) {
      broken = true;
      Log.error(FAILED, failure);
    } finally {
      decided.countDown();
      over.countDown();
    }
    Log.startAsync();
  }

  private void launch() throws Exception {
    String fallback = injection.inject();
    Agent agent = new Agent(reading, state, transformer, recorderUsed, late);
    if (fallback != null) {
      agent.met(fallback);
    }
    agent.receiveCalls();
    met = true;
    decided.countDown();
    transformer.weaveLoaded();
    agent.takeOver();
    agent.watch();
    agent.offerJmx(managementUsed);
    desk = agent.takeCommands();
  }

  @Override
  public boolean isMet() {
    if (!met && !overdue && Thread.currentThread() != launching) {
      prepare();
      AgentThreads.await(decided, PATIENCE_MILLIS);
      overdue = !met;
    }
    return met;
  }

  private void prepare() {
    wanted.countDown();
  }

  /** Where to give commands; null: the agent failed. */
  Desk desk() {
    prepare();
    AgentThreads.await(over, PATIENCE_MILLIS);
    return desk;
  }

  /** Tells how the start went: one line, after what is to be said of the options. */
  void report(long millis) {
    AgentLog.tell(reading);
    if (broken) {
      return;
    }
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
  }

  static String version() {
    String version = Launch.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}
