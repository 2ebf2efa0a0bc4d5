package dev.keepalive.agent.boot;

/**
 * What the orderly end of a JVM hangs on, told to the agent's side on the application's thread.
 * Implementations do not throw what the application would see: {@link Hooks} counts it.
 */
public interface ExitEvents {
  /** The null object: before the agent is ready, and after it failed. */
  ExitEvents NONE = new Nothing();

  /**
   * Sockets will listen: what the end needs is to be ready before the first connection. Must not
   * load classes of connections, which somebody may be loading who waits for this.
   */
  void prepare();

  /** A socket of the application began to listen. */
  void listening(Listener listener);

  /**
   * The JVM ends, and the application's shutdown hooks are about to run. On the thread that called
   * exit, which waits for as long as this takes.
   */
  void exiting();

  /** Does nothing. */
  final class Nothing implements ExitEvents {
    @Override
    public void prepare() {}

    @Override
    public void listening(Listener listener) {}

    @Override
    public void exiting() {}
  }
}
