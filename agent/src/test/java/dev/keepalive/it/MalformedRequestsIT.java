package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.agent.options.MalformedOptions;
import dev.keepalive.it.harness.CommandLine;
import dev.keepalive.it.harness.CommandLine.Result;
import dev.keepalive.it.harness.Console;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.Servers;
import dev.keepalive.it.shutdown.KeptOpen;
import dev.keepalive.it.shutdown.LoadClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two hundred filters and options with something wrong: each is refused, and nothing changes. */
class MalformedRequestsIT {
  private static final int AT_LEAST = 200;

  private static final String[] NOT_A_DURATION = {
    "5",
    "s",
    "-1s",
    "1.5s",
    "5 s",
    "5sec",
    "five",
    "1d",
    "0x5s",
    "9999999999999999999s",
    "ms",
    "1s1"
  };
  private static final String[] NOT_A_NUMBER = {
    "0", "-1", "one", "1.0", "1e3", "0x1", "9223372036854775808", "1,2", "+", "*"
  };
  private static final String[] NOT_A_NAME = {"", "all", "CLIENT", "any", "client,server", "*"};
  private static final String[] OTHERS = {
    "peer",
    "=",
    "=pg",
    "peer=",
    "per=pg",
    "Peer=pg",
    "peer:pg",
    "peer==",
    "peer=pg:",
    "peer=pg:x",
    "peer=pg:5432:1",
    "peer=pg:99999",
    "peer=pg:20-10",
    "peer=10.0.0.0/33",
    "peer=[::1",
    "peer=+",
    "peer=a+",
    "peer=[::1]/129",
    "verdict=",
    "verdict=fine",
    "verdict=stalled",
    "verdict=STALLED,DEAD",
    "op=",
    "op=accept",
    "op=READ",
    "op=read,write",
    "rule=",
    "id=",
    "role=client verdict=NO",
    "role=client;op=read",
    "role client",
    "idle.min",
    "idle_min=5s",
    "idle.max=5s",
    "and",
    "or",
    "peer=pg OR role=client",
    "!role=client",
    "role!=client",
    "\"peer=pg\" x",
    "peer=*\u0000",
    "id=1 id=",
    "\u202erole=client",
    "role=cli\nent"
  };

  private static List<String> filters() {
    List<String> filters = new ArrayList<>(List.of(OTHERS));
    for (String word : List.of("idle.min", "age.min", "blocked.min")) {
      for (String value : NOT_A_DURATION) {
        filters.add(word + "=" + value);
      }
    }
    for (String value : NOT_A_NUMBER) {
      filters.add("id=" + value);
      filters.add("after=" + value);
    }
    for (String value : NOT_A_NAME) {
      filters.add("role=" + value);
    }
    return filters;
  }

  @Test
  void areRefusedAndChangeNothing() throws Exception {
    int port = Servers.freePort();
    try (ForkedJvm jvm =
            ForkedJvm.on(Jdks.any())
                .jvmArgs(Console.arguments(port))
                .agent("log=warn")
                .subject("shutdown.Main", "threads", "0")
                .start();
        LoadClient clients =
            LoadClient.keptAlive(
                Integer.parseInt(jvm.awaitLine("PORT ").substring("PORT ".length())), 2);
        Console console = Console.at(port)) {
      String pid = Long.toString(jvm.pid());
      Object options = console.attribute("Agent", "Options");
      Object condemned = console.attribute("Connections", "CondemnedTotal");
      List<String> filters = filters();
      for (String filter : filters) {
        refusesFilter(console, pid, filter);
      }
      List<String> malformed = new ArrayList<>(MalformedOptions.table().keySet());
      for (String option : malformed) {
        refusesOption(console, pid, option);
      }
      int count = filters.size() + malformed.size();
      System.out.println(count + " malformed requests refused");
      assertTrue(count >= AT_LEAST, "only " + count);
      assertEquals(options, console.attribute("Agent", "Options"));
      assertEquals(condemned, console.attribute("Connections", "CondemnedTotal"));
      assertEquals(0, clients.connections(one -> one.end() != KeptOpen.End.NONE).size());
      assertTrue(jvm.stderr().stream().allMatch(line -> line.startsWith("keepalive-agent: ")));
    }
  }

  private static void refusesFilter(Console console, String pid, String filter) {
    refuses(console, filter, "Connections", "list", filter, 0);
    refuses(console, filter, "Connections", "close", filter, "a test");
    refuses(console, filter, "Connections", "abort", filter, "a test");
    refuses(CommandLine.runHere("list", pid, filter), filter);
    refuses(CommandLine.runHere("close", pid, filter, "--yes"), filter);
    refuses(CommandLine.runHere("abort", pid, filter, "--yes"), filter);
  }

  private static void refusesOption(Console console, String pid, String options) {
    refuses(CommandLine.runHere("check", options), options);
    if (MalformedOptions.table().get(options).contains("has no option: it only says")) {
      // At run time a rule may come about value by value.
      return;
    }
    // Between the words of these a blank is as good as a comma.
    if (options.indexOf(' ') < 0) {
      refuses(CommandLine.runHere("attach", pid, options), options);
      refuses(CommandLine.runHere("set", pid, options), options);
    }
    int equals = options.indexOf('=');
    if (equals > 0 && options.indexOf(',') < 0) {
      String key = options.substring(0, equals);
      refuses(console, options, "Agent", "setOption", key, options.substring(equals + 1));
    }
  }

  private static void refuses(
      Console console, String what, String type, String operation, Object... arguments) {
    Console.Refused refused =
        assertThrows(Console.Refused.class, () -> console.invoke(type, operation, arguments), what);
    assertClear(refused.getCause().getMessage(), what);
  }

  private static void refuses(Result result, String what) {
    assertEquals(2, result.code(), () -> what + ": " + result);
    assertClear(result.err(), what);
  }

  /** One line that can be printed, and says something. */
  private static void assertClear(String message, String what) {
    assertTrue(message != null && message.contains(" "), () -> what + ": " + message);
    assertFalse(message.contains("Exception"), () -> what + ": " + message);
    assertTrue(
        message.strip().chars().noneMatch(Character::isISOControl), () -> what + ": " + message);
  }
}
