package dev.keepalive.agent.drain;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What came of a drain so far: written by the thread that drains, read by whoever looks. */
public final class DrainFigures {
  final long startedAtNanos = System.nanoTime();

  /** Accepted connections that it concerned. */
  public volatile int connections;

  /** With an exchange under way at the last look. */
  public volatile int underWay;

  /** Closed while nothing was under way. */
  public volatile int idle;

  /** Closed after their exchange had been answered. */
  public volatile int finished;

  /** Silent in the middle of an exchange for too long to be waited for. */
  public volatile int letGo;

  /** Still under way when time was up. */
  public volatile int cut;

  /** Whose closing we began: our side keeps their TIME_WAIT. */
  public volatile int closedFirst;

  /** The peers of the first few that were cut. */
  public final List<String> cutPeers = new CopyOnWriteArrayList<String>();

  /** How long it took; 0: it goes on. */
  volatile long tookMillis;

  DrainFigures() {}

  public long elapsedMillis() {
    long took = tookMillis;
    return took > 0 ? took : (System.nanoTime() - startedAtNanos) / 1_000_000;
  }
}
