package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Bytes;
import dev.keepalive.agent.boot.Condemnation;
import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.StreamGuard;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.HeartbeatStatus;
import dev.keepalive.agent.connections.Reason;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The heartbeats of one connection. The application's reads and writes pass here with all their
 * bytes; its lock guards what {@link Protocol} knows and is never held while bytes move. Whoever
 * meets bytes of the agent's own on their way waits for them, which takes a system call's time.
 */
final class Heartbeat implements StreamGuard {
  private static final int READ_SIZE = 4096;

  final Connection connection;
  final Protocol protocol;
  final HeartbeatStatus status;
  private final Below below;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  /** The agent's own threads that move bytes now, or null. */
  private volatile Thread ownReader;

  private volatile Thread ownWriter;

  private int readers;
  private int writers;
  private boolean takingIn;
  private boolean claimed;
  private boolean sending;
  private final Ahead ahead = new Ahead();
  private final Stash stash = new Stash();

  private long sentAtNanos;

  /** Answers, refusals and bytes so far; read by the ticker. */
  private int answers;

  private int heard;

  Heartbeat(Connection connection, Protocol protocol, HeartbeatStatus status, boolean linux) {
    this.connection = connection;
    this.protocol = protocol;
    this.status = status;
    this.below = new Below(connection, linux);
  }

  // ---- on the application's threads ----

  @Override
  public boolean isOwn() {
    Thread current = Thread.currentThread();
    return current == ownReader || current == ownWriter;
  }

  @Override
  public boolean follows(boolean ofTls) {
    return below.isTls() == ofTls;
  }

  @Override
  public int readBegins(Bytes room) {
    lock.lock();
    try {
      // While an answer is due, the order of two readers matters.
      while (takingIn || readers > 0 && protocol.isDue()) {
        await();
      }
      if (stash.length() > 0) {
        return stash.moveTo(room);
      }
      if (++readers > 1) {
        protocol.giveUp("two threads read at once");
      }
      return 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int readEnds(Bytes bytes) {
    lock.lock();
    try {
      int left = bytes == null ? 0 : received(bytes);
      if (left != 0 || bytes == null) {
        // Else it reads again.
        readers = Math.max(0, readers - 1);
        moved.signalAll();
      }
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** Minus one: condemned. */
  private int received(Bytes bytes) {
    boolean due = protocol.isDue();
    int left;
    try {
      left = protocol.received(bytes);
    } catch (RuntimeException failure) {
      Hooks.failed(failure);
      protocol.failed();
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
    if (mayHoldTooMuch() && below.hasBytes()) {
      takeIn();
      Condemnation condemnation = connection.condemnation;
      if (condemnation != null) {
        return condemnation.exception(connection.kind);
      }
    }
    lock.lock();
    try {
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
    } finally {
      lock.unlock();
    }
    return null;
  }

  /**
   * Before the first write after a heartbeat: a second answer to it would be taken for the first
   * one to what is written now. A selector would have told, and TLS cannot be asked.
   */
  private boolean mayHoldTooMuch() {
    lock.lock();
    try {
      return protocol.isAfterHeartbeat()
          && !protocol.isDue()
          && !below.isTls()
          && readers == 0
          && !below.isSelected();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void writeEnds(Bytes rest) {
    lock.lock();
    try {
      writers = Math.max(0, writers - 1);
      if (rest != null) {
        if (ahead.isNone()) {
          ahead.put(rest);
        } else {
          protocol.giveUp("its writes cannot be followed");
        }
      }
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sentUnseen() {
    lock.lock();
    try {
      protocol.giveUp("a file was sent");
    } finally {
      lock.unlock();
    }
  }

  /** Measured anew: what the JDK counted may be the agent's, or have been taken meanwhile. */
  @Override
  public int available(int count) {
    lock.lock();
    try {
      while (takingIn) {
        await();
      }
      // A TLS socket's read asks itself for what it has decrypted already: that is no question.
      if (count <= 0 || sentAtNanos == 0 || readers > 0) {
        return stash.length() + count;
      }
      takingIn = true;
    } finally {
      lock.unlock();
    }
    int left = 0;
    ownReader = Thread.currentThread();
    try {
      left = below.available();
      while (left > 0 && isDue() && connection.condemnation == null) {
        readBelow();
        left = below.available();
      }
    } catch (Exception broken) {
      // The read that follows will tell.
    } finally {
      ownReader = null;
      lock.lock();
      try {
        takingIn = false;
        left += stash.length();
        moved.signalAll();
      } finally {
        lock.unlock();
      }
    }
    return left;
  }

  @Override
  public void secured(Object socket) {
    lock.lock();
    try {
      below.secured(socket);
      // What is under way below is none of this level's.
      readers = 0;
      writers = 0;
      protocol.secured();
    } finally {
      lock.unlock();
    }
  }

  /** Until bytes of the agent's own have moved, a system call away; an interrupt stays one. */
  private void await() {
    moved.awaitUninterruptibly();
  }

  // ---- on the agent's threads ----

  /**
   * Sends a heartbeat, if the connection is still quiet.
   *
   * @return whether it was sent
   */
  boolean send() {
    lock.lock();
    try {
      if (whyNot() != null) {
        return false;
      }
      sending = true;
      protocol.sending();
      sentAtNanos = System.nanoTime();
    } finally {
      lock.unlock();
    }
    ownWriter = Thread.currentThread();
    try {
      below.write(protocol.request());
    } catch (RuntimeException | IllegalAccessException failure) {
      // Of ours, and before a byte was sent.
      Hooks.failed(failure);
      lock.lock();
      try {
        protocol.notSent();
      } finally {
        lock.unlock();
      }
    } catch (Exception broken) {
      // The application will find out as well, or misses will be counted.
    } finally {
      ownWriter = null;
      lock.lock();
      try {
        sending = false;
        moved.signalAll();
      } finally {
        lock.unlock();
      }
    }
    return true;
  }

  /** Why no heartbeat can be sent now; null: it can. */
  String whyNot() {
    lock.lock();
    try {
      if (sending || protocol.isDue()) {
        return "one is under way";
      }
      if (writers > 0 || !ahead.isNone()) {
        return "it is written to";
      }
      return stash.length() > 0 ? "something waits to be read" : protocol.notNow();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the answer may be read by the agent: the application does not, and asked nothing. */
  boolean isNobodyReading() {
    lock.lock();
    try {
      return readers == 0 && !takingIn && !below.isSelected() && protocol.notNow() == null;
    } finally {
      lock.unlock();
    }
  }

  boolean isSelected() {
    return below.isSelected();
  }

  boolean isDue() {
    lock.lock();
    try {
      return protocol.isDue();
    } finally {
      lock.unlock();
    }
  }

  int answers() {
    lock.lock();
    try {
      return answers;
    } finally {
      lock.unlock();
    }
  }

  int heard() {
    lock.lock();
    try {
      return heard;
    } finally {
      lock.unlock();
    }
  }

  boolean isTls() {
    return below.isTls();
  }

  /** Whether nothing of ours is, or will be, in its stream. */
  boolean isOver() {
    lock.lock();
    try {
      return protocol.givenUp() != null
          && !protocol.isDue()
          && stash.length() == 0
          && !takingIn
          && readers == 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Reads what is there, without waiting for more (but for the rest of a TLS record).
   *
   * @return how many bytes; 0: there are none, somebody else reads, or it failed
   */
  int takeIn() {
    lock.lock();
    try {
      if (takingIn || readers > 0 || protocol.givenUp() != null && !protocol.isDue()) {
        return 0;
      }
      takingIn = true;
    } finally {
      lock.unlock();
    }
    int count = 0;
    ownReader = Thread.currentThread();
    try {
      // Only now nobody else can take them any more, and the read cannot wait.
      if (below.hasBytes()) {
        count = readBelow();
      }
    } catch (Exception broken) {
      // The application will find out as well.
    } finally {
      ownReader = null;
      lock.lock();
      try {
        takingIn = false;
        moved.signalAll();
      } finally {
        lock.unlock();
      }
    }
    return Math.max(count, 0);
  }

  /** Reads what is there; what of it is the application's is kept for it. */
  private int readBelow() throws Exception {
    byte[] bytes = new byte[READ_SIZE];
    int count = below.read(bytes);
    if (count > 0) {
      lock.lock();
      try {
        int left = received(Bytes.of(bytes, 0, count));
        if (left > 0) {
          stash.add(bytes, left);
        }
      } finally {
        lock.unlock();
      }
    }
    return count;
  }

  /** For one reader of its own; false: there is one. */
  boolean claim() {
    lock.lock();
    try {
      boolean free = !claimed;
      claimed = true;
      return free;
    } finally {
      lock.unlock();
    }
  }

  void release() {
    lock.lock();
    try {
      claimed = false;
    } finally {
      lock.unlock();
    }
  }
}
