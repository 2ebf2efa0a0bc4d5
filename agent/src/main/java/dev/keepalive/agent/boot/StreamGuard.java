package dev.keepalive.agent.boot;

/**
 * Follows the bytes of one connection, on the application's threads, and may hold back what is not
 * the application's: the answers to heartbeats. Most connections have none.
 *
 * <p>At each level (the connection's own, or above TLS) every read and write is told at its begin
 * and its end.
 */
public interface StreamGuard {
  /** Whether this thread moves bytes of the agent's own: nobody else shall count them. */
  boolean isOwn();

  /** Whether this is the level whose bytes it follows. */
  boolean follows(boolean tls);

  /**
   * A read begins.
   *
   * @param room where it may put bytes
   * @return how many were put there already, and no read is needed; 0: none
   */
  int readBegins(Bytes room);

  /**
   * A read ended.
   *
   * @param bytes what it brought; null: nothing, or it failed
   * @return how many of them, now at the front, are the application's; -1: the connection was
   *     condemned
   */
  int readEnds(Bytes bytes);

  /**
   * A write begins.
   *
   * @return what it ends with instead; null: it may go on
   */
  Throwable writeBegins(Bytes bytes);

  /**
   * A write ended.
   *
   * @param rest what was not taken; null: nothing, or it failed
   */
  void writeEnds(Bytes rest);

  /** A file was sent, whose bytes nobody sees. */
  void sentUnseen();

  /**
   * The application asks how much it could read without waiting.
   *
   * @param count what the JDK says
   */
  int available(int count);

  /** A TLS socket carries the connection from now on. */
  void secured(Object tlsSocket);
}
