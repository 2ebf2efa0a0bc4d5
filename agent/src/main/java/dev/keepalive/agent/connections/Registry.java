package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * All connections that are open, by number. It holds the records, which hold their owners weakly: a
 * socket that the application lost stays collectable, and its record shows it.
 */
public final class Registry {
  private final ConnectionSlots open = new ConnectionSlots();
  private final ConnectionSlots connecting = new ConnectionSlots();
  private final Observers observers = new Observers();
  private final AtomicLong lastId = new AtomicLong();
  private final LongAdder readByClosed = new LongAdder();
  private final LongAdder writtenByClosed = new LongAdder();

  /** Who is told what becomes of them. */
  public Observers observers() {
    return observers;
  }

  void add(Connection connection) {
    if (connection.id == 0) {
      connection.id = lastId.incrementAndGet();
    }
    open.put(connection);
    observers.opened(connection);
    if (connection.isClosed()) {
      // Closed by another thread before it stood here.
      remove(connection);
    }
  }

  /** Whether it stood here until now. */
  public boolean remove(Connection connection) {
    if (!open.take(connection)) {
      return false;
    }
    readByClosed.add(connection.bytesRead);
    writtenByClosed.add(connection.bytesWritten);
    observers.closed(connection, whyClosed(connection));
    return true;
  }

  private static String whyClosed(Connection connection) {
    Watched watched = Watched.ifAny(connection);
    Ending ending = watched == null ? null : watched.ending;
    if (ending != null) {
      return ending.reason.toString();
    }
    return connection.owner() == null ? "leaked" : "application";
  }

  void addConnecting(Connection connection) {
    connection.id = lastId.incrementAndGet();
    connecting.put(connection);
  }

  public void removeConnecting(Connection connection) {
    connecting.take(connection);
  }

  /** Connects of channels that are under way; a live view. */
  public Collection<Connection> connecting() {
    return connecting;
  }

  /** A live view: weakly consistent, in no order. */
  public Collection<Connection> open() {
    return open;
  }

  /** Open connections that match, oldest first. */
  public List<Connection> matching(ConnectionFilter filter) {
    List<Connection> matching = new ArrayList<Connection>();
    for (Connection connection : open) {
      if (filter.matches(connection)) {
        matching.add(connection);
      }
    }
    Collections.sort(
        matching,
        new Comparator<Connection>() {
          @Override
          public int compare(Connection one, Connection other) {
            return Long.compare(one.id, other.id);
          }
        });
    return matching;
  }

  /**
   * @throws IllegalArgumentException none that is open has this id
   */
  public Connection open(long id) {
    for (Connection connection : open) {
      if (connection.id == id) {
        return connection;
      }
    }
    throw new IllegalArgumentException("no open connection has the id " + id);
  }

  public int openCount() {
    return open.size();
  }

  /** Connections established or accepted since the start. */
  public long openedTotal() {
    return open.putTotal();
  }

  /** Connections closed since the start. */
  public long closedTotal() {
    return open.takenTotal();
  }

  public long bytesReadTotal() {
    long sum = readByClosed.sum();
    for (Connection connection : open) {
      sum += connection.bytesRead;
    }
    return sum;
  }

  public long bytesWrittenTotal() {
    long sum = writtenByClosed.sum();
    for (Connection connection : open) {
      sum += connection.bytesWritten;
    }
    return sum;
  }
}
