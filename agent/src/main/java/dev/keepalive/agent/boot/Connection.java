package dev.keepalive.agent.boot;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The record of one connection, which refers to the JDK's object weakly: a leaked socket must stay
 * collectable. It stands in the place of the lock object that the JDK's class keeps for itself
 * ({@code stateLock}, {@code fdLock}), so that woven code has it without a look-up and no late
 * operation of a closed connection can ever touch its successor on the same descriptor number.
 *
 * <p>As it is the JDK's lock: the agent may hold its monitor for a system call that cannot block,
 * and never waits on it, notifies it or does I/O under it.
 *
 * <p>Times are of {@link Clock}; the counters and marks of the read and write path are written
 * without synchronisation by the one thread that the JDK lets through, and read with a tolerance.
 */
public class Connection extends WeakReference<Object> {
  /** What the owner is, and so how its descriptor is reached. */
  public enum Kind {
    /** {@code java.net.AbstractPlainSocketImpl}: the plain sockets of Java 8 to 12. */
    PLAIN_SOCKET,
    /** {@code sun.nio.ch.NioSocketImpl}: the plain sockets of Java 13 and later. */
    SOCKET,
    /** {@code sun.nio.ch.SocketChannelImpl}. */
    CHANNEL,
    /** {@code sun.nio.ch.AsynchronousSocketChannelImpl}. */
    ASYNC_CHANNEL,
    /** {@code io.netty.channel.unix.Socket}, of whichever copy of Netty. */
    NATIVE
  }

  /** Who opened it. */
  public enum Role {
    /** We connected. */
    CLIENT,
    /** We accepted. */
    SERVER
  }

  private static final int UNCONNECTED = 0;
  private static final int CONNECTING = 1;
  private static final int OPEN = 2;
  private static final int CLOSED = 3;
  private static final AtomicIntegerFieldUpdater<Connection> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Connection.class, "state");

  private static final AtomicReferenceFieldUpdater<Connection, Condemnation> CONDEMNATION =
      AtomicReferenceFieldUpdater.newUpdater(Connection.class, Condemnation.class, "condemnation");

  /** Set only on the way to the agent's side, which is safe: the field is written once. */
  public final Kind kind;

  /** The {@code SSLSocket} above it; null: none, or TLS that is none of a socket's doing. */
  public volatile WeakReference<Object> tlsSocket;

  private volatile int state;

  // ---- written by the agent's side before the application sees the connection; what never changes
  // afterwards is not volatile: its place in the registry publishes it ----

  /** Number of the record, from 1; 0 until it is registered. */
  public long id;

  /** Whether its peer connected to us. */
  public volatile boolean accepted;

  /** Where the peer is: an address, or a name that was not resolved; null: not known yet. */
  private Object peerHost;

  private char peerPort;

  private char localPort;

  /** Where it is bound; null: nobody asked yet. */
  public volatile InetAddress localHost;

  /** Its place among the open ones. */
  public int slot;

  /** Wall-clock time of opening, in milliseconds since the epoch. */
  public long openedAtEpochMillis;

  public long openedAt;

  /** Name of the thread that opened it, or a stack with that as its message. */
  public Object opener;

  /** What the agent's side keeps of the TCP options; opaque here. */
  public volatile Object options;

  /** The policy in force, of the agent's side; opaque here. */
  public volatile Object policy;

  /** What the watch thread keeps of it; opaque here. */
  public volatile Object watched;

  /** The application may have set TCP options on it before it was on record as a connection. */
  public volatile boolean ownOptions;

  // ---- deadlines ----

  /** Set once, never taken back: from then on every operation fails with it. */
  public volatile Condemnation condemnation;

  /** The SO_TIMEOUT that the application set, in milliseconds; -1: none. */
  public volatile int ownReadTimeoutMillis = -1;

  /** The SO_TIMEOUT that the agent put in its place, in milliseconds; -1: none. */
  public volatile int readTimeoutMillis = -1;

  /** The connect has a timeout of its own and ends by itself. */
  public volatile boolean timedConnect;

  /** The read that is under way has a timeout of its own and ends by itself. */
  public boolean timedRead;

  /** Write deadline in milliseconds, 0: none; where there is one, writes are done in chunks. */
  public volatile int writeTimeoutMillis;

  /** Whether an operation failed that came after a long silence; told once. */
  public volatile boolean failedAfterIdle;

  /** What follows its bytes, for heartbeats; null: nothing, as of most connections. */
  public volatile StreamGuard guard;

  /** Whether the kernel is asked, before a write after a silence, if the peer has closed. */
  public volatile boolean staleCheck;

  /** A write was refused as the peer had closed. */
  public volatile boolean staleFound;

  // ---- the read and write path ----

  public long lastRead;
  public long lastWrite;
  public long bytesRead;
  public long bytesWritten;

  /** Whether the last byte that moved was written: a client then waits for its answer. */
  public boolean wroteLast;

  /** Since when a non-blocking write has been taken only in part, 0: none. */
  public long incompleteSince;

  /** Since when a read is under way, 0: none. */
  public long readSince;

  public long writeSince;

  /** The thread inside a blocking read; null: none, or an asynchronous one. */
  public Thread reader;

  public Thread writer;

  /** {@link #numberOf} the thread that last read: a reference would keep a dead thread's loader. */
  public int lastReader;

  Connection(Kind kind, Object owner) {
    super(owner);
    this.kind = kind;
  }

  static Connection of(Kind kind, Object owner) {
    return kind == Kind.ASYNC_CHANNEL
        ? new AsyncConnection(owner, null)
        : new Connection(kind, owner);
  }

  /**
   * The record of a socket that is older than the weaving.
   *
   * @param lock the JDK's own, whose place it cannot take
   */
  static Connection older(Kind kind, Object owner, Object lock) {
    return kind == Kind.ASYNC_CHANNEL
        ? new AsyncConnection(owner, lock)
        : new OlderConnection(kind, owner, lock);
  }

  public final Role role() {
    return accepted ? Role.SERVER : Role.CLIENT;
  }

  public final boolean isClient() {
    return !accepted;
  }

  /** The thread that opened it. */
  public final String openedBy() {
    Object by = opener;
    return by instanceof Throwable ? ((Throwable) by).getMessage() : (String) by;
  }

  /** Where it was opened; null: that is not remembered. */
  public final Throwable openedAtStack() {
    Object by = opener;
    return by instanceof Throwable ? (Throwable) by : null;
  }

  /** In two parts, as plain sockets keep it: an object more would be one for each of them. */
  final void setPeer(InetSocketAddress peer) {
    InetAddress host = peer.getAddress();
    peerPort = (char) peer.getPort();
    peerHost = host == null ? peer.getHostString() : host;
  }

  final boolean hasPeer() {
    return peerHost != null;
  }

  /** The address as the application gave it, with the name that it asked for; null: none yet. */
  public final InetSocketAddress peer() {
    Object host = peerHost;
    if (host == null) {
      return null;
    }
    return host instanceof InetAddress
        ? new InetSocketAddress((InetAddress) host, peerPort)
        : InetSocketAddress.createUnresolved((String) host, peerPort);
  }

  /** A number that few peers share; of accepted connections, the port that they came to. */
  public final long peerNumber() {
    return accepted ? localPort : (long) Objects.hashCode(peerHost) << Character.SIZE | peerPort;
  }

  /** The port at this end; 0: not known. */
  public final int localPort() {
    return localPort;
  }

  public final void localPort(int port) {
    localPort = (char) port;
  }

  /** Where it is bound; null: not known. */
  public final InetSocketAddress local() {
    InetAddress host = localHost;
    return host == null ? null : new InetSocketAddress(host, localPort);
  }

  /** The JDK's object; null: it was collected. */
  public final Object owner() {
    return get();
  }

  /** The JDK's lock: this very object, unless the socket is older than the weaving. */
  Object lock() {
    return this;
  }

  /** What {@link #lastReader} holds of a thread. */
  public static int numberOf(Thread thread) {
    return (int) thread.getId();
  }

  boolean begin() {
    return STATE.compareAndSet(this, UNCONNECTED, CONNECTING);
  }

  boolean open() {
    return STATE.compareAndSet(this, CONNECTING, OPEN)
        || STATE.compareAndSet(this, UNCONNECTED, OPEN);
  }

  /** Whether it ever was a connection and is closed by this very call. */
  boolean close() {
    int before = STATE.getAndSet(this, CLOSED);
    return before == CONNECTING || before == OPEN;
  }

  /** A connect is under way. */
  public boolean isConnecting() {
    return state == CONNECTING;
  }

  /** Established and not being closed by its owner. */
  public boolean isOpen() {
    return state == OPEN;
  }

  /** Being closed by its owner, or closed: its descriptor must not be touched any more. */
  public boolean isClosed() {
    return state == CLOSED;
  }

  /** When a byte last moved either way, or it was opened. */
  public long lastActivity() {
    return Math.max(openedAt, Math.max(lastRead, lastWrite));
  }

  /**
   * Condemns it, which happens once.
   *
   * @return false: somebody else did, or the owner is closing it
   */
  public boolean condemn(Condemnation reason) {
    return !isClosed() && CONDEMNATION.compareAndSet(this, null, reason);
  }
}
