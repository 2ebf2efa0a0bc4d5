package dev.keepalive.agent.boot;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * The decision to end a connection, and what its application is told from then on: what the kernel
 * would say of a connection that timed out, with the reason.
 */
public final class Condemnation {
  /** The option that ended it, as {@code write.timeout}. */
  public final String reason;

  private final String message;
  private final boolean whileConnecting;

  /**
   * @param detail what ended it, for the message: {@code write.timeout 3s, pg-1:5432}
   */
  public Condemnation(String reason, String detail, boolean whileConnecting) {
    this.reason = reason;
    this.message =
        (whileConnecting ? "Connect timed out" : "Connection timed out")
            + " (keepalive-agent: "
            + detail
            + ")";
    this.whileConnecting = whileConnecting;
  }

  /** The exception of an operation that was not begun. */
  public Throwable exception(Connection.Kind kind) {
    return thrown(kind, null);
  }

  /**
   * The exception of one operation: each gets its own, as two threads may be in the connection.
   *
   * @param cause what the JDK would have thrown; null: it would have returned an end of stream
   */
  Throwable thrown(Connection.Kind kind, Throwable cause) {
    IOException told;
    if (whileConnecting) {
      told = new SocketTimeoutException(message);
    } else if (kind == Connection.Kind.SOCKET || kind == Connection.Kind.PLAIN_SOCKET) {
      told = new SocketException(message);
    } else {
      told = new IOException(message);
    }
    if (cause != null) {
      told.initCause(cause);
    }
    return told;
  }

  @Override
  public String toString() {
    return message;
  }
}
