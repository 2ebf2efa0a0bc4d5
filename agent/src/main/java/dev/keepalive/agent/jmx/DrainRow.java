package dev.keepalive.agent.jmx;

import dev.keepalive.agent.drain.DrainCommand;
import dev.keepalive.agent.drain.DrainFigures;

/** How far a drain on demand is. */
public final class DrainRow {
  private final String state;
  private final long limitMillis;
  private final DrainFigures figures;

  DrainRow(DrainCommand drain) {
    state = drain.state().name();
    limitMillis = drain.limitMillis();
    figures = drain.figures();
  }

  /** NONE, RUNNING, DONE, TIMED_OUT or CANCELLED. */
  public String getState() {
    return state;
  }

  /** Accepted connections that it concerns. */
  public int getConnections() {
    return figures.connections;
  }

  /** With an exchange under way now. */
  public int getUnderWay() {
    return figures.underWay;
  }

  /** Closed while nothing was under way. */
  public int getIdle() {
    return figures.idle;
  }

  /** Closed after their exchange had been answered. */
  public int getFinished() {
    return figures.finished;
  }

  /** Left open: silent in the middle of an exchange for shutdown.stalled. */
  public int getLetGo() {
    return figures.letGo;
  }

  /** Left open: still under way when time was up. */
  public int getLeft() {
    return figures.cut;
  }

  public long getElapsedMillis() {
    return state.equals("NONE") ? 0 : figures.elapsedMillis();
  }

  public long getLimitMillis() {
    return limitMillis;
  }
}
