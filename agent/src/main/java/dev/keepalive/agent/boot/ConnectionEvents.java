package dev.keepalive.agent.boot;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The rare events in the life of a connection, told to the agent's side on the application's
 * thread. Implementations neither block nor throw what the application would see: {@link Hooks}
 * counts whatever comes out.
 */
public interface ConnectionEvents {
  /** The null object: before the agent is ready, and after it failed. */
  ConnectionEvents NONE = new Nothing();

  /** A client connection begins to connect to {@link Connection#peer}. */
  void connecting(Connection connection);

  /** A client connection is established and not yet seen by the application. */
  void connected(Connection connection);

  /** An accepted connection, not yet seen by the application. */
  void accepted(Connection connection);

  /** A connection that was open before the agent was attached is used for the first time since. */
  void adopted(Connection connection);

  /** The owner begins to close the connection; told once. */
  void closed(Connection connection);

  /**
   * The application set a socket option.
   *
   * @param option an {@code Integer} of {@code java.net.SocketOptions}, a {@code SocketOption} or
   *     the name of one
   */
  void optionSet(Connection connection, Object option, Object value);

  /** The application is about to ask for a socket option. */
  void optionAsked(Connection connection);

  /** The application set a socket option on a channel that listens. */
  void optionSet(Listener listener, Object option, Object value);

  /** A socket of the application's began to listen, or is seen for the first time. */
  void listening(Listener listener);

  /**
   * The timeout of a blocking connect, as far as the JDK is to keep it.
   *
   * @param timeout the application's, in milliseconds; 0: none
   * @return the one to use
   */
  int connectTimeout(InetSocketAddress peer, int timeout);

  /**
   * An operation of an open connection that is not condemned failed.
   *
   * @param since when it began
   */
  void failed(Connection connection, IOException failure, long since);

  /** Does nothing. */
  final class Nothing implements ConnectionEvents {
    @Override
    public void connecting(Connection connection) {}

    @Override
    public void connected(Connection connection) {}

    @Override
    public void accepted(Connection connection) {}

    @Override
    public void adopted(Connection connection) {}

    @Override
    public void closed(Connection connection) {}

    @Override
    public void optionSet(Connection connection, Object option, Object value) {}

    @Override
    public void optionAsked(Connection connection) {}

    @Override
    public void optionSet(Listener listener, Object option, Object value) {}

    @Override
    public void listening(Listener listener) {}

    @Override
    public int connectTimeout(InetSocketAddress peer, int timeout) {
      return timeout;
    }

    @Override
    public void failed(Connection connection, IOException failure, long since) {}
  }
}
