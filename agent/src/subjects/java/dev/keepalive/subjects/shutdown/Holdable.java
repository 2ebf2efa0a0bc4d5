package dev.keepalive.subjects.shutdown;

/** A server whose acceptor can be held up, so that clients wait in the backlog. */
interface Holdable {
  /** From the next accepted connection on it accepts no other, until released. */
  void hold();

  void release();
}
