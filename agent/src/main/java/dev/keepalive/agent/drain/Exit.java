package dev.keepalive.agent.drain;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.ExitEvents;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.JvmExit;
import dev.keepalive.agent.boot.Listener;
import dev.keepalive.agent.boot.OlderSockets;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.log.SuppressForbidden;
import dev.keepalive.agent.options.ShutdownOptions;

/**
 * The orderly end of the JVM, on the thread that ends it. Before the application's hooks: listeners
 * are closed and accepted connections drained. After them: our FIN on all that is left. All of it
 * is bounded, and a JVM that accepted no connection does not wait at all.
 */
public final class Exit implements ExitEvents, Runnable {
  private static final long SIGNAL_LOOK_MILLIS = 100;
  private static final long LOG_MILLIS = 1000;

  private final Parts parts;
  private final Registry registry;
  private final Listeners listeners = new Listeners();
  private final DrainCommand command;
  private boolean prepared;

  // Of the exiting thread.
  private Drain drain;
  private DrainFigures figures;
  private ShutdownOptions options;
  private boolean listenersLeft;
  private long usedMillis;
  private boolean signalledAgain;

  public Exit(Parts parts, DrainCommand command) {
    this.parts = parts;
    this.registry = parts.registry;
    this.command = command;
  }

  @Override
  public void listening(Listener listener) {
    listeners.add(listener);
    prepare();
    try {
      listener.loadConnections();
    } catch (ClassNotFoundException otherPlatform) {
      // Then it is loaded when the first connection comes.
    }
  }

  /** A JVM in which nobody ever listened ends exactly as without the agent. */
  @Override
  public synchronized void prepare() {
    if (prepared) {
      return;
    }
    prepared = true;
    try {
      Preloading.now();
      if (!JvmExit.runLast(this)) {
        Log.warn("no place among the JVM's shutdown steps: it ends without a drain");
      }
    } catch (Exception failure) {
      Hooks.failed(failure);
    }
  }

  /** Before the application's hooks. */
  @Override
  public void exiting() {
    options = parts.source.shutdown();
    command.cancel();
    if (!options.drains) {
      return;
    }
    OlderSockets.adoptLeftListeners();
    if (!hasReason()) {
      return;
    }
    // With the flag set it could not wait.
    boolean interrupted = Thread.interrupted();
    try {
      begin();
    } catch (Exception failure) {
      Hooks.failed(failure);
    } finally {
      restore(interrupted);
    }
  }

  private boolean hasReason() {
    return accepted() > 0
        || listeners.haveWaitingClients(options)
        || options.delayMillis > 0 && listeners.open(options) > 0;
  }

  private int accepted() {
    int accepted = 0;
    for (Connection connection : registry.open()) {
      if (!connection.isClient()) {
        accepted++;
      }
    }
    return accepted;
  }

  private void begin() throws Exception {
    boolean othersClose =
        options.listeners == ShutdownOptions.Listeners.AUTO && JvmExit.hasApplicationHooks();
    boolean closesListeners = !othersClose && options.listeners != ShutdownOptions.Listeners.KEEP;
    listenersLeft = othersClose;
    figures = new DrainFigures();
    drain =
        parts.drain(options, parts.clock(), figures, othersClose ? Drain.Way.WAIT : Drain.Way.EXIT);
    drain.doesNotWaitFor(Thread.currentThread());
    ExitLog.begin(options, accepted(), listeners.open(options), othersClose);

    long started = System.nanoTime();
    Patience patience = new Patience(options.delayMillis);
    while (options.delayMillis > 0 && patience.lasts()) {
      patience.pause();
    }
    if (!signalledAgain) {
      drain(new Patience(options.timeoutMillis), closesListeners);
    }
    usedMillis = (System.nanoTime() - started) / 1_000_000 - options.delayMillis;
    figures.tookMillis = (System.nanoTime() - figures.startedAtNanos) / 1_000_000;
    parts.report.drained("before hooks", figures);
    figures.tookMillis = 0;
  }

  /** Twice nothing: a connection that is just being accepted stands in the registry by then. */
  private void drain(Patience patience, boolean closesListeners) throws InterruptedException {
    int clear = 0;
    while (true) {
      boolean closed = !closesListeners || listeners.closeEmpty(options);
      clear = !drain.look() && closed ? clear + 1 : 0;
      if (clear == 2 || !patience.lasts()) {
        return;
      }
      patience.pause();
    }
  }

  /** After the last of the application's hooks. */
  @Override
  public void run() {
    if (drain == null) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      drain.goOnAsExit();
      if (listenersLeft && listeners.open(options) > 0) {
        // The application's hooks were for other things than its listeners.
        drain(new Patience(Math.max(0, options.timeoutMillis - usedMillis)), true);
      } else {
        drain.look();
      }
      drain.end();
      Linger linger = new Linger(registry, parts.enforcer, parts.inbox());
      figures.closedFirst += linger.sendFins();
      linger.await(options.lingerMillis);
      figures.tookMillis = Math.max(1, figures.elapsedMillis());
      parts.report.drained("exit", figures);
      ExitLog.end(figures);
      Log.flush(LOG_MILLIS);
    } catch (Throwable failure) {
      Hooks.failed(failure);
    } finally {
      restore(interrupted);
    }
  }

  @SuppressForbidden("nobody else: the flag of this thread is given back as it was")
  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A time limit of the exiting thread, which a second signal ends. */
  private final class Patience {
    private final Thread exiting = Thread.currentThread();
    private final long end;
    private long nextSignalLook = System.nanoTime();

    Patience(long millis) {
      end = System.nanoTime() + millis * 1_000_000;
    }

    boolean lasts() {
      long now = System.nanoTime();
      if (!signalledAgain && now - nextSignalLook >= 0) {
        nextSignalLook = now + SIGNAL_LOOK_MILLIS * 1_000_000;
        signalledAgain = JvmExit.isSignalledAgain(exiting);
        if (signalledAgain) {
          Log.warn("signalled again: the exit waits no longer");
        }
      }
      return !signalledAgain && now - end < 0;
    }

    void pause() throws InterruptedException {
      Thread.sleep(DrainClock.BEAT_MILLIS);
    }
  }
}
