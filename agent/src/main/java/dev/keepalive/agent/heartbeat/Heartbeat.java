package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Bytes;
import dev.keepalive.agent.boot.Condemnation;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.OwnTransfer;
import dev.keepalive.agent.boot.StreamGuard;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.HeartbeatStatus;
import dev.keepalive.agent.connections.Reason;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.Socket;

/**
 * The heartbeats of one connection. The application's reads and writes pass here with all their
 * bytes; its monitor guards what {@link Protocol} knows and is never held while bytes move. Whoever
 * meets bytes of the agent's own on their way waits for them, which takes a system call's time.
 */
final class Heartbeat implements StreamGuard {
  private static final int READ_SIZE = 4096;

  final Connection connection;
  final Protocol protocol;
  final HeartbeatStatus status;
  private final Arrival arrival;

  private boolean tls;
  private WeakReference<Object> tlsSocket;

  /** The agent's own threads that move bytes now, or null. */
  private volatile Thread ownReader;

  private volatile Thread ownWriter;

  private int readers;
  private int writers;
  private boolean takingIn;
  private boolean claimed;
  private boolean sending;
  private final Ahead ahead = new Ahead();

  /** Bytes of the application's that the agent read. */
  private byte[] stash = new byte[0];

  private long sentAtNanos;

  /** Answers, refusals and bytes so far; read by the ticker. */
  private int answers;

  private int heard;

  Heartbeat(Connection connection, Protocol protocol, HeartbeatStatus status, boolean linux) {
    this.connection = connection;
    this.protocol = protocol;
    this.status = status;
    this.arrival = new Arrival(linux);
  }

  // ---- on the application's threads ----

  @Override
  public boolean isOwn() {
    Thread current = Thread.currentThread();
    return current == ownReader || current == ownWriter;
  }

  @Override
  public boolean follows(boolean ofTls) {
    return tls == ofTls;
  }

  @Override
  public synchronized int readBegins(Bytes room) {
    // While an answer is due, the order of two readers matters.
    while (takingIn || readers > 0 && protocol.isDue()) {
      await();
    }
    if (stash.length > 0) {
      int count = room.fill(stash, 0, stash.length);
      byte[] rest = new byte[stash.length - count];
      System.arraycopy(stash, count, rest, 0, rest.length);
      stash = rest;
      return count;
    }
    if (++readers > 1) {
      protocol.giveUp("two threads read at once");
    }
    return 0;
  }

  @Override
  public synchronized int readEnds(Bytes bytes) {
    int left = bytes == null ? 0 : received(bytes);
    if (left != 0 || bytes == null) {
      // Else it reads again.
      readers = Math.max(0, readers - 1);
      notifyAll();
    }
    return left;
  }

  /** Minus one: condemned. */
  private int received(Bytes bytes) {
    boolean due = protocol.isDue();
    int left;
    try {
      left = protocol.received(bytes);
    } catch (RuntimeException failure) {
      Hooks.failed(failure);
      protocol.giveUp("a failure inside the agent");
      // What was read may be ours in part.
      left = due ? -1 : bytes.length();
    }
    heard++;
    if (left < 0) {
      condemn();
    } else if (due && !protocol.isDue() && protocol.answer() != Protocol.Answer.NONE) {
      answers++;
      status.answered((System.nanoTime() - sentAtNanos) / 1000);
    }
    return left;
  }

  /** Only said here: the ticker shuts it down and tells. */
  private void condemn() {
    String why = protocol.violation();
    connection.condemn(
        new Condemnation(
            Reason.HEARTBEAT.toString(),
            "heartbeat: " + why + ", " + ConnectionView.peerOf(connection),
            false));
  }

  @Override
  public Throwable writeBegins(Bytes bytes) {
    if (mayHoldTooMuch() && arrival().hasBytes()) {
      takeIn();
      Condemnation condemnation = connection.condemnation;
      if (condemnation != null) {
        return condemnation.exception(connection.kind);
      }
    }
    synchronized (this) {
      while (sending) {
        await();
      }
      if (++writers > 1) {
        protocol.giveUp("two threads write at once");
      }
      int offered = ahead.meet(bytes);
      if (offered < 0) {
        protocol.giveUp("its writes cannot be followed");
      } else {
        protocol.written(bytes, offered);
      }
    }
    return null;
  }

  /**
   * Before the first write after a heartbeat: a second answer to it would be taken for the first
   * one to what is written now. A selector would have told, and TLS cannot be asked.
   */
  private synchronized boolean mayHoldTooMuch() {
    return protocol.isAfterHeartbeat()
        && !protocol.isDue()
        && !tls
        && readers == 0
        && !isSelected();
  }

  /** One of its own each time: application threads come by at once. */
  private Arrival arrival() {
    Arrival look = arrival.another();
    look.at(connection);
    return look;
  }

  @Override
  public synchronized void writeEnds(Bytes rest) {
    writers = Math.max(0, writers - 1);
    if (rest != null) {
      if (ahead.isNone()) {
        ahead.put(rest);
      } else {
        protocol.giveUp("its writes cannot be followed");
      }
    }
    notifyAll();
  }

  @Override
  public synchronized void sentUnseen() {
    protocol.giveUp("a file was sent");
  }

  @Override
  public int available(int count) {
    synchronized (this) {
      if (stash.length == 0 && !protocol.isDue()) {
        return count;
      }
    }
    int taken = count > 0 ? takeIn() : 0;
    synchronized (this) {
      return stash.length + Math.max(0, count - Math.max(taken, 0));
    }
  }

  @Override
  public synchronized void secured(Object socket) {
    tlsSocket = new WeakReference<Object>(socket);
    tls = true;
    protocol.secured();
  }

  private void await() {
    try {
      wait();
    } catch (InterruptedException interrupted) {
      // The application's; what is waited for is a system call away.
      Thread.currentThread().interrupt();
      Thread.yield();
    }
  }

  // ---- on the agent's threads ----

  /**
   * Sends a heartbeat, if the connection is still quiet.
   *
   * @return whether it was sent
   */
  boolean send() {
    synchronized (this) {
      if (whyNot() != null) {
        return false;
      }
      sending = true;
      protocol.sending();
      sentAtNanos = System.nanoTime();
    }
    ownWriter = Thread.currentThread();
    try {
      Object socket = tlsSocket();
      if (socket == null) {
        OwnTransfer.write(connection, protocol.request());
      } else {
        ((Socket) socket).getOutputStream().write(protocol.request());
      }
    } catch (Exception broken) {
      // The application will find out as well, or misses will be counted.
    } finally {
      ownWriter = null;
      synchronized (this) {
        sending = false;
        notifyAll();
      }
    }
    return true;
  }

  /** Why no heartbeat can be sent now; null: it can. */
  synchronized String whyNot() {
    if (sending || protocol.isDue()) {
      return "one is under way";
    }
    if (writers > 0 || !ahead.isNone()) {
      return "it is written to";
    }
    return stash.length > 0 ? "something waits to be read" : protocol.notNow();
  }

  /** Whether the answer may be read by the agent: the application does not, and asked nothing. */
  synchronized boolean isNobodyReading() {
    return readers == 0 && !takingIn && !isSelected() && protocol.notNow() == null;
  }

  /** A selector tells its application, which reads. */
  boolean isSelected() {
    Object owner = connection.owner.get();
    return connection.kind == Connection.Kind.CHANNEL
        && owner instanceof java.nio.channels.SelectableChannel
        && !((java.nio.channels.SelectableChannel) owner).isBlocking();
  }

  synchronized boolean isDue() {
    return protocol.isDue();
  }

  synchronized int answers() {
    return answers;
  }

  synchronized int heard() {
    return heard;
  }

  boolean isTls() {
    return tls;
  }

  /** Whether nothing of ours is, or will be, in its stream. */
  synchronized boolean isOver() {
    return protocol.givenUp() != null && !protocol.isDue() && stash.length == 0 && readers == 0;
  }

  /**
   * Reads what is there; it must be known that something is.
   *
   * @return how many bytes; 0: somebody else reads, or it failed
   */
  int takeIn() {
    synchronized (this) {
      if (takingIn || readers > 0) {
        return 0;
      }
      takingIn = true;
    }
    byte[] bytes = new byte[READ_SIZE];
    int count = 0;
    ownReader = Thread.currentThread();
    try {
      Object socket = tlsSocket();
      if (socket == null) {
        count = OwnTransfer.read(connection, bytes);
      } else {
        InputStream in = ((Socket) socket).getInputStream();
        count = in.read(bytes, 0, bytes.length);
      }
    } catch (Exception broken) {
      // The application will find out as well.
    } finally {
      ownReader = null;
      synchronized (this) {
        takingIn = false;
        if (count > 0) {
          keep(bytes, received(Bytes.of(bytes, 0, count)));
        }
        notifyAll();
      }
    }
    return Math.max(count, 0);
  }

  /** For one reader of its own; false: there is one. */
  synchronized boolean claim() {
    boolean free = !claimed;
    claimed = true;
    return free;
  }

  synchronized void release() {
    claimed = false;
  }

  private Object tlsSocket() {
    WeakReference<Object> socket = tlsSocket;
    return tls && socket != null ? socket.get() : null;
  }

  private void keep(byte[] bytes, int count) {
    if (count > 0) {
      byte[] more = new byte[stash.length + count];
      System.arraycopy(stash, 0, more, 0, stash.length);
      System.arraycopy(bytes, 0, more, stash.length, count);
      stash = more;
    }
  }
}
