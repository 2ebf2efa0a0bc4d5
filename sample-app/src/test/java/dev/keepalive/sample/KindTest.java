package dev.keepalive.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KindTest {
  private static int plain;
  private static int tls;
  private static int selector;
  private static int async;

  @BeforeAll
  static void serve() throws Exception {
    ThreadedServer plainServer = ThreadedServer.plain(0);
    ThreadedServer tlsServer = ThreadedServer.tls(0);
    SelectorServer selectorServer = new SelectorServer(new InetSocketAddress("127.0.0.1", 0));
    AsyncServer asyncServer = new AsyncServer(new InetSocketAddress("127.0.0.1", 0));
    plain = plainServer.port();
    tls = tlsServer.port();
    selector = selectorServer.port();
    async = asyncServer.port();
    plainServer.start();
    tlsServer.start();
    selectorServer.start();
    asyncServer.start();
  }

  @ParameterizedTest
  @EnumSource
  void every_kind_asks_and_is_answered(Kind kind) throws Exception {
    try (Conversation conversation = kind.connect("127.0.0.1", kind.isTls() ? tls : plain)) {
      assertEquals("hello", conversation.ask("ECHO hello"));
      assertEquals(100_000, conversation.ask("BYTES 100000").length());
      assertEquals("slept 1", conversation.ask("SLEEP 1"));
    }
  }

  @ParameterizedTest
  @CsvSource({"selector", "async"})
  void every_server_answers(String server) throws Exception {
    int port = server.equals("selector") ? selector : async;
    try (Conversation conversation = Kind.SOCKET.connect("127.0.0.1", port)) {
      assertEquals("hello", conversation.ask("ECHO hello"));
      assertEquals(1_000_000, conversation.ask("BYTES 1000000").length());
      assertEquals("ERROR no such line", conversation.ask("WHAT"));
    }
  }
}
