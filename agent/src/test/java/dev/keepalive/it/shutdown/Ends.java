package dev.keepalive.it.shutdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** What the clients of a server that has ended, or has let them go, must have seen. */
public final class Ends {
  private Ends() {}

  /** Waits for the end of every connection: each request was answered whole, none was reset. */
  public static void allAnswered(HttpServer server, LoadClient clients) {
    noneReset(server, clients);
    assertEquals(List.of(), clients.connections(KeptOpen::cut), () -> all(server, clients));
  }

  /** Waits for the end of every connection: a FIN, and not in the middle of an answer. */
  public static void noneReset(HttpServer server, LoadClient clients) {
    clients.awaitEnds();
    assertEquals(
        List.of(),
        clients.connections(one -> one.halfAnswered() || one.end() == KeptOpen.End.RESET),
        () -> all(server, clients));
  }

  /** Everything known, for the message of a failed assertion. */
  public static String all(HttpServer server, LoadClient clients) {
    return clients.summary() + server.jvm().all();
  }
}
