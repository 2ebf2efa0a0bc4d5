package dev.keepalive.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One column of the demo: an ordinary client that meets every fault in a thread of its own, and
 * tells what came of it: {@code FAULT seconds outcome}. Steps come from the demo, a line each.
 */
final class Column {
  private static final int A_LOT = 20 << 20;

  private final FaultyPeers.Ports ports;

  private Column(FaultyPeers.Ports ports) {
    this.ports = ports;
  }

  /** Arguments: where, and the ports of the faulty peers. */
  static void main(String[] args) throws Exception {
    Fault.Where where = Fault.Where.valueOf(args[0]);
    Column column = new Column(FaultyPeers.Ports.parse(args[1]));
    BufferedReader steps = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    if (where == Fault.Where.LOOPBACK) {
      column.meetAll();
    } else {
      column.meetInLab(steps);
    }
    // Until the demo has seen enough, or has gone.
    while (steps.readLine() != null) {
      continue;
    }
    System.exit(0);
  }

  private void meetAll() {
    for (Fault fault : Fault.values()) {
      if (fault.where == Fault.Where.LOOPBACK) {
        start(fault);
      }
    }
  }

  private void start(final Fault fault) {
    Thread thread =
        new Thread(fault.name()) {
          @Override
          public void run() {
            long start = System.nanoTime();
            String outcome;
            try {
              outcome = meet(fault);
            } catch (Exception e) {
              outcome = told(e);
            }
            tell(fault, start, outcome);
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private String meet(Fault fault) throws IOException {
    switch (fault) {
      case KEPT_ALIVE:
        return keptAlive();
      case NO_CONNECT:
      case NO_CONNECT_CHANNEL:
        fault.kind.connect(ports.host, ports.full);
        return "connected";
      case STOPS_READING:
      case STOPS_READING_TLS:
      case STOPS_READING_CHANNEL:
        connect(fault).push(new byte[A_LOT]);
        return "all bytes were taken";
      default:
        return "answered: " + connect(fault).ask("ECHO hello");
    }
  }

  private String keptAlive() throws IOException {
    try {
      // The others are connected by then and not told anything yet.
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return KeptAlive.count();
  }

  private Conversation connect(Fault fault) throws IOException {
    return fault.kind.connect(ports.host, fault.kind.isTls() ? ports.hangingTls : ports.hanging);
  }

  /** First the NAT forgets; then, when the demo says so, the link dies. */
  private void meetInLab(BufferedReader steps) throws IOException {
    Conversation idle = Fault.FORGOTTEN.kind.connect(ports.host, ports.serving);
    Conversation reading = Fault.DEAD_READING.kind.connect(ports.host, ports.serving);
    Conversation asking = Fault.DEAD_ASKING.kind.connect(ports.host, ports.serving);
    List<Conversation> all = new ArrayList<Conversation>();
    all.add(idle);
    all.add(reading);
    all.add(asking);
    for (Conversation conversation : all) {
      conversation.ask("ECHO hello");
    }
    System.out.println("READY");
    ask(steps, Fault.FORGOTTEN, idle, "ECHO still there?");
    ask(steps, Fault.DEAD_READING, reading, "SLEEP 1000000");
    ask(steps, Fault.DEAD_ASKING, asking, "ECHO still there?");
  }

  private static void ask(
      BufferedReader steps, final Fault fault, final Conversation conversation, final String line)
      throws IOException {
    steps.readLine();
    Thread thread =
        new Thread(fault.name()) {
          @Override
          public void run() {
            long start = System.nanoTime();
            String outcome;
            try {
              outcome = "answered: " + conversation.ask(line);
            } catch (Exception e) {
              outcome = told(e);
            }
            tell(fault, start, outcome);
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private static String told(Exception e) {
    return "told: " + e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private static void tell(Fault fault, long start, String outcome) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(
        String.format(Locale.ROOT, "%s %.1f s %s", fault, seconds, outcome.replace('\n', ' ')));
  }
}
