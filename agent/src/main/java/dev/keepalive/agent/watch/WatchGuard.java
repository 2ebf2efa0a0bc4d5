package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.log.Log;

/**
 * Watches the watch thread. Closing a socket with a linger time holds the JDK's lock for seconds;
 * the watch avoids such a connection, but a close that begins at the very moment can catch it. Then
 * a successor takes over and leaves that connection alone.
 */
public final class WatchGuard implements Runnable {
  private static final long PATIENCE_MILLIS = 2000;

  private final ConnectionWatch watch;
  private final WatchThread thread;

  public WatchGuard(ConnectionWatch watch, WatchThread thread) {
    this.watch = watch;
    this.thread = thread;
  }

  public void start() {
    AgentThreads.start(this, "keepalive-agent-guard");
  }

  @Override
  public void run() {
    while (true) {
      long looks = watch.looks();
      try {
        // Twice: after a pause of the whole JVM the first wait is over at once.
        Thread.sleep(PATIENCE_MILLIS / 2);
        if (watch.isStuckSince(looks)) {
          Thread.sleep(PATIENCE_MILLIS / 2);
          if (watch.isStuckSince(looks)) {
            watch.shun();
            Log.warn("a connection kept the watch thread waiting; a successor takes over");
            thread.start();
          }
        }
      } catch (InterruptedException nobodyMay) {
        // Goes on.
      } catch (Throwable failure) {
        Hooks.failed(failure);
      }
    }
  }
}
