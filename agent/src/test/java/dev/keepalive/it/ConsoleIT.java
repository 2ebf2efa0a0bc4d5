package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.Console;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Requirements;
import dev.keepalive.it.harness.Servers;
import dev.keepalive.it.shutdown.LoadClient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.Notification;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JMX console, as JConsole is one: everything can be read and called, and explains itself. */
@Execution(ExecutionMode.CONCURRENT)
class ConsoleIT {
  private static final List<String> TYPES = List.of("Agent", "Connections");

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void everythingIsReadAndExplained(Jdk jdk) throws Exception {
    int port = Servers.freePort();
    try (ForkedJvm jvm = start(jdk, port, Servers.freePort(), "log=warn");
        LoadClient clients = LoadClient.keptAlive(port(jvm), 3);
        Console console = Console.at(port)) {
      for (String type : TYPES) {
        MBeanInfo info = console.server().getMBeanInfo(Console.name(type));
        assertExplained(info.getDescription(), type);
        for (MBeanAttributeInfo attribute : info.getAttributes()) {
          assertExplained(attribute.getDescription(), attribute.getName());
          console.attribute(type, attribute.getName());
        }
        for (MBeanOperationInfo operation : info.getOperations()) {
          assertExplained(operation.getDescription(), operation.getName());
          for (MBeanParameterInfo parameter : operation.getSignature()) {
            assertFalse(parameter.getName().matches("p\\d"), operation::toString);
            assertExplained(parameter.getDescription(), parameter.getName());
          }
        }
      }
      assertEquals(3, list(console, "rule=app role=server peer=127.0.0.1 op=read").length);
      assertEquals(3, clients.connections().size());
      assertPaged(console);
    }
  }

  private static void assertExplained(String description, String name) {
    assertTrue(description.contains(" ") && !description.equals(name), name + ": " + description);
    assertFalse(description.startsWith("Information on the management interface"), name);
  }

  private static void assertPaged(Console console) throws Exception {
    CompositeData[] all = list(console, "");
    long second = (Long) all[1].get("id");
    CompositeData[] rest = list(console, "after=" + second);
    assertEquals(all.length - 2, rest.length);
    assertEquals(all[2].get("id"), rest[0].get("id"));
    CompositeData[] one = (CompositeData[]) console.invoke("Connections", "list", "", 1);
    assertEquals(all[0].get("id"), one[0].get("id"));
    assertEquals(1, one.length);
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void condemnedConnectionsAreNotified(Jdk jdk) throws Exception {
    int port = Servers.freePort();
    int served = Servers.freePort();
    try (ForkedJvm jvm = start(jdk, port, served, "log=warn");
        LoadClient clients = LoadClient.keptAlive(port(jvm), 30);
        Console console = Console.at(port)) {
      BlockingQueue<Notification> received = new LinkedBlockingQueue<>();
      console
          .server()
          .addNotificationListener(
              Console.name("Connections"), (news, handback) -> received.add(news), null, null);
      String offered =
          Arrays.toString(
              console.server().getMBeanInfo(Console.name("Connections")).getNotifications());
      assertTrue(offered.contains("dev.keepalive.connection.condemned"), offered);
      assertTrue(offered.contains("dev.keepalive.peer.dead"), offered);
      CompositeData one = list(console, "rule=app")[0];
      console.invoke("Connections", "abort", "id=" + one.get("id"), "a test");
      Notification first = received.poll(30, TimeUnit.SECONDS);
      assertEquals("dev.keepalive.connection.condemned", first.getType());
      Map<?, ?> data = (Map<?, ?>) first.getUserData();
      assertEquals(one.get("id"), data.get("id"));
      assertEquals("abort", data.get("reason"));
      assertEquals(one.get("peer"), data.get("peer"));
      assertEquals(0L, data.get("leftOut"));

      // A storm is cut short.
      assertEquals(
          clients.connections().size() - 1,
          console.invoke("Connections", "abort", "rule=app", "a test"));
      for (int i = 0; i < 9; i++) {
        assertEquals("abort", ((Map<?, ?>) received.take().getUserData()).get("reason"));
      }
      Await.noProblem(
          Await.LONG,
          () -> condemned(console) >= 30 ? null : "only " + condemned(console) + jvm.all());
      assertEquals(0, received.size());
    }
  }

  private static long condemned(Console console) {
    return (Long)
        ((javax.management.openmbean.TabularData)
                console.attribute("Connections", "CondemnedTotal"))
            .get(new Object[] {"abort"})
            .get("value");
  }

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#oldestAndNewest")
  void nothingIsChangedWhereItIsReadOnly(Jdk jdk) throws Exception {
    int port = Servers.freePort();
    int served = Servers.freePort();
    try (ForkedJvm jvm = start(jdk, port, served, "log=warn,jmx=readonly");
        LoadClient clients = LoadClient.keptAlive(port(jvm), 2);
        Console console = Console.at(port)) {
      assertRefused(console, "Agent", "setOption", "keepalive.idle", "44s");
      assertRefused(console, "Connections", "close", "peer=*", "a test");
      assertRefused(console, "Connections", "abort", "peer=*", "a test");
      assertRefused(console, "Connections", "drain", 1);
      assertRefused(console, "Connections", "cancelDrain");
      RuntimeMBeanException refused =
          assertThrows(
              RuntimeMBeanException.class,
              () ->
                  console
                      .server()
                      .setAttribute(Console.name("Agent"), new Attribute("Mode", "off")));
      assertTrue(String.valueOf(refused.getCause()).contains("jmx=readonly"), refused::toString);
      assertEquals("enforce", console.attribute("Agent", "Mode"));
      assertEquals(2, list(console, "rule=app op=read").length);
      assertEquals(2, clients.connections().size());
    }
  }

  /** Of the thread's own work, so that a busy machine does not count. */
  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void aScrapeOfTenThousandIsCheap(Jdk jdk) {
    Requirements.openFiles(11_000);
    try (ForkedJvm jvm = ForkedJvm.on(jdk).agent("jmx=eager").subject("Scraped", "10000").start()) {
      String scrape = jvm.awaitLine("SCRAPE ");
      long micros = Long.parseLong(scrape.substring("SCRAPE ".length()));
      System.out.println(jdk + ": a scrape of 10,000 connections takes " + micros + " us");
      assertTrue(micros < 50_000, jvm::all);
    }
  }

  private static void assertRefused(
      Console console, String type, String name, Object... arguments) {
    Console.Refused refused =
        assertThrows(Console.Refused.class, () -> console.invoke(type, name, arguments));
    assertTrue(refused.getMessage().contains("jmx=readonly"), refused::toString);
  }

  private static CompositeData[] list(Console console, String filter) throws Exception {
    return (CompositeData[]) console.invoke("Connections", "list", filter, 0);
  }

  /** With a rule for what it serves: the console's own connections are accepted ones, too. */
  private static ForkedJvm start(Jdk jdk, int port, int served, String agent) {
    String rule = ",rule.app.local-port=" + served + ",rule.app.keepalive.idle=31s";
    return ForkedJvm.on(jdk)
        .jvmArgs(Console.arguments(port))
        .agent(agent + rule)
        .subject("shutdown.Main", "threads", Integer.toString(served))
        .start();
  }

  private static int port(ForkedJvm jvm) {
    return Integer.parseInt(jvm.awaitLine("PORT ").substring("PORT ".length()));
  }
}
