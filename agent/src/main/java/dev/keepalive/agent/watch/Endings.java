package dev.keepalive.agent.watch;

import dev.keepalive.agent.boot.Access;
import dev.keepalive.agent.boot.Condemnation;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Counters;
import dev.keepalive.agent.connections.Ending;
import dev.keepalive.agent.connections.Observers;
import dev.keepalive.agent.connections.Reason;
import dev.keepalive.agent.connections.Verdict;
import dev.keepalive.agent.connections.Watched;
import dev.keepalive.agent.tcp.KernelLook;
import dev.keepalive.agent.tcp.KernelShutdown;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections in three strengths. Soft: our FIN, as if the peer had wanted it; reading goes
 * on. Firm: condemned, both directions shut down, every operation fails with the reason. Hard: the
 * owner is closed, after {@code close.grace}; that may wait, so threads of their own do it. Never
 * through {@code SSLSocket}, whose close waits behind a blocked writer.
 */
final class Endings {
  private static final int MOST_CLOSERS = 8;

  private final Counters counters;
  private final Observers observers;
  private final KernelLook kernel;
  private final ThreadPoolExecutor closers;

  Endings(Counters counters, Observers observers, KernelLook kernel) {
    this.counters = counters;
    this.observers = observers;
    this.kernel = kernel;
    closers =
        new ThreadPoolExecutor(
            MOST_CLOSERS,
            MOST_CLOSERS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<Runnable>(),
            new CloserThreads());
    closers.allowCoreThreadTimeOut(true);
  }

  /**
   * @param detail for the application's exception: {@code write.timeout 3s}
   * @return whether it is ended by this call
   */
  boolean firmly(Connection connection, Reason reason, String detail, long now) throws Exception {
    boolean connecting = reason == Reason.CONNECT_TIMEOUT;
    String peer = ConnectionView.peerOf(connection);
    if (!connection.condemn(
        new Condemnation(reason.toString(), detail + ", " + peer, connecting))) {
      return false;
    }
    condemned(connection, reason, now);
    return true;
  }

  /** The rest of a firm end: of a connection that somebody condemned already. */
  void condemned(Connection connection, Reason reason, long now) throws Exception {
    Watched watched = Watched.of(connection);
    note(connection, watched, reason, now);
    Verdict before = watched.verdict;
    watched.verdict = Verdict.DEAD;
    observers.verdictChanged(connection, before, Verdict.DEAD);
    KernelShutdown.both(connection);
  }

  /** As if the peer had closed; false: it is being ended already. */
  boolean softly(Connection connection, Reason reason, long now) throws Exception {
    Watched watched = Watched.of(connection);
    if (watched.ending != null) {
      return false;
    }
    note(connection, watched, reason, now);
    Socket tls = tlsSocket(connection);
    if (tls == null) {
      KernelShutdown.writing(connection);
    } else {
      closers.execute(new CloseNotify(connection, tls));
    }
    return true;
  }

  private void note(Connection connection, Watched watched, Reason reason, long now) {
    watched.ending = new Ending(reason, now);
    counters.condemned(reason);
    observers.condemned(new ConnectionView(connection), reason);
  }

  /** Null: there is none, or somebody is writing to it, and its lock is his. */
  private static Socket tlsSocket(Connection connection) {
    WeakReference<Object> tls = connection.tlsSocket;
    return tls == null || connection.writeSince > 0 ? null : (Socket) tls.get();
  }

  /** Whether an end that may wait is still to be made. */
  boolean isBusy() {
    return closers.getActiveCount() > 0 || !closers.getQueue().isEmpty();
  }

  /** TLS says goodbye before the FIN: {@code close_notify}, or the peer sees a truncation. */
  private static final class CloseNotify implements Runnable {
    private final Connection connection;
    private final Socket tls;

    CloseNotify(Connection connection, Socket tls) {
      this.connection = connection;
      this.tls = tls;
    }

    @Override
    public void run() {
      try {
        tls.shutdownOutput();
      } catch (IOException | RuntimeException neitherItNorItsPeerCan) {
        // As on Java 8 before update 261: then the FIN alone must do.
      }
      try {
        KernelShutdown.writing(connection);
      } catch (Exception failure) {
        Hooks.failed(failure);
      }
    }
  }

  /** Looks after a connection that was ended but is still not closed by its owner. */
  void goOn(final Connection connection, Ending ending, long now, long graceMillis)
      throws Exception {
    long since = now - ending.since;
    if (ending.hard || since < graceMillis) {
      return;
    }
    if (since < 2 * graceMillis
        && kernel.at(connection)
        && kernel.isReadable()
        && kernel.isFinUnacknowledged()) {
      // Closing with unread input resets the connection, and what is on its way would be lost.
      return;
    }
    ending.hard = true;
    closers.execute(
        new Runnable() {
          @Override
          public void run() {
            try {
              Access.close(connection);
            } catch (Throwable failure) {
              Hooks.failed(failure);
            }
          }
        });
  }

  private static final class CloserThreads implements ThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      return AgentThreads.make(work, "keepalive-agent-closer");
    }
  }
}
