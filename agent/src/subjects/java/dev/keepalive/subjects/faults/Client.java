package dev.keepalive.subjects.faults;

/** An unmodified client with one connection, and no timeout of its own. */
interface Client {
  /** Connects, and asks once. */
  void open(String host, int port) throws Exception;

  /**
   * One request and its answer, on the connection that there is or, if the library does so, anew.
   */
  void ask() throws Exception;

  /** Writes until all is taken. */
  void push(byte[] bytes) throws Exception;
}
