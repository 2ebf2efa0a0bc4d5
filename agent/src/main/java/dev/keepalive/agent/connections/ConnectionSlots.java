package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Connections of one state, each in a slot whose number it knows: a few bytes for one, where a map
 * takes sixty. Going through them takes no lock and sees each that stays here meanwhile, once.
 */
final class ConnectionSlots extends AbstractCollection<Connection> {
  private static final int LEAST = 64;

  private volatile AtomicReferenceArray<Connection> slots =
      new AtomicReferenceArray<Connection>(LEAST);

  /** Slots from here on were never used. */
  private int used;

  private int[] free = new int[LEAST];
  private int freeCount;
  private int size;
  private long putTotal;

  /** It stands nowhere else: there is one slot number in a record. */
  synchronized void put(Connection connection) {
    int slot = freeCount > 0 ? free[--freeCount] : used++;
    if (slot == slots.length()) {
      grow();
    }
    connection.slot = slot;
    // The end of the lock publishes it; whoever walks without it may see it a moment later.
    slots.lazySet(slot, connection);
    size++;
    putTotal++;
  }

  private void grow() {
    AtomicReferenceArray<Connection> before = slots;
    int length = before.length();
    AtomicReferenceArray<Connection> larger =
        new AtomicReferenceArray<Connection>(length + (length >> 1));
    for (int i = 0; i < length; i++) {
      larger.set(i, before.get(i));
    }
    slots = larger;
  }

  /** Whether it stood here until now. */
  synchronized boolean take(Connection connection) {
    int slot = connection.slot;
    if (slot >= slots.length() || slots.get(slot) != connection) {
      return false;
    }
    slots.lazySet(slot, null);
    size--;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount + (freeCount >> 1));
    }
    free[freeCount++] = slot;
    return true;
  }

  @Override
  public synchronized int size() {
    return size;
  }

  /** How many ever came. */
  synchronized long putTotal() {
    return putTotal;
  }

  /** How many came and went. */
  synchronized long takenTotal() {
    return putTotal - size;
  }

  @Override
  public Iterator<Connection> iterator() {
    return new Walk(slots);
  }

  /** Weakly consistent: of those that come or go meanwhile it may show some. */
  private static final class Walk implements Iterator<Connection> {
    private final AtomicReferenceArray<Connection> slots;
    private int index;
    private Connection next;

    Walk(AtomicReferenceArray<Connection> slots) {
      this.slots = slots;
    }

    @Override
    public boolean hasNext() {
      while (next == null && index < slots.length()) {
        next = slots.get(index++);
      }
      return next != null;
    }

    @Override
    public Connection next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Connection connection = next;
      next = null;
      return connection;
    }

    @Override
    public void remove() {
      throw new UnsupportedOperationException();
    }
  }
}
