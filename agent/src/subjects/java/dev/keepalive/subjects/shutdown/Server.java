package dev.keepalive.subjects.shutdown;

/**
 * A small HTTP/1.1 server that keeps its connections open. {@code GET /} is answered at once,
 * {@code GET /slow?ms=2000} after so long, {@code GET /big?mb=50} by so much; a {@code POST} by the
 * length of its body; {@code GET /exit} ends the JVM from within its handler.
 */
interface Server {
  int port();

  /** Ends it in the way that its makers recommend to applications. */
  void stop() throws Exception;
}
