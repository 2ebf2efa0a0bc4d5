package dev.keepalive.subjects.faults;

/** An application's way to talk to a server; none sets a timeout of its own. */
interface Client {
  /** Connects, or makes what connects at the first request. */
  void open() throws Exception;

  /** One request and its answer. */
  void ask() throws Exception;

  /** Sends {@link Payload#TOTAL} bytes, or blocks until there is an end of it. */
  void push() throws Exception;
}
