package dev.keepalive.agent.connections;

/** That a connection is being ended by us, why, and since when. */
public final class Ending {
  public final Reason reason;

  /** Of the clock. */
  public final long since;

  /** Ended in the hard way: nothing is left to do. */
  public boolean hard;

  public Ending(Reason reason, long since) {
    this.reason = reason;
    this.since = since;
  }
}
