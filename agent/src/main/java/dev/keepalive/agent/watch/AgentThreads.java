package dev.keepalive.agent.watch;

/** Makes the agent's threads: daemons that keep nothing of the application's alive. */
public final class AgentThreads {
  private AgentThreads() {}

  public static Thread start(Runnable work, String name) {
    Thread thread = make(work, name);
    thread.start();
    return thread;
  }

  /** One that is not started yet. */
  public static Thread make(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    // Beneath an application's loader it would keep that from being collected.
    thread.setContextClassLoader(null);
    return thread;
  }
}
