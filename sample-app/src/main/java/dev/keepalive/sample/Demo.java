package dev.keepalive.sample;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Puts the same faults to this program twice at the same time, without and with the agent, and
 * shows what comes of it. Every cell is what was measured, never what is expected.
 */
final class Demo {
  /** The agent's options: seconds instead of the defaults, as a demo has little time. */
  private static final String OPTIONS =
      "keepalive.idle=2s,keepalive.interval=1s,keepalive.count=3,dead.timeout=5s,"
          + "connect.timeout=3s,read.timeout=3s,response.timeout=3s,write.timeout=3s";

  private static final String[] NO_PREFIX = {};
  private static final int PATIENCE_SECONDS = 15;
  private static final int LAB_PORT = 7700;

  private final String agent;
  private final Board board = new Board(System.out);
  private final List<Child> children = Collections.synchronizedList(new ArrayList<Child>());
  private Lab lab;

  private Demo(String agent) {
    this.agent = agent;
  }

  /** Returns the exit code. */
  static int run(List<String> arguments) throws Exception {
    File agent =
        arguments.size() == 2 && arguments.get(0).equals("--agent")
            ? new File(arguments.get(1))
            : defaultAgent();
    if (!agent.isFile()) {
      System.err.println("no agent at " + agent + "; build it with: mvn -q -B -DskipTests package");
      return 1;
    }
    new Demo(agent.getPath() + "=" + OPTIONS).run();
    return 0;
  }

  private static File defaultAgent() {
    File beside = new File(Child.jar().getParentFile(), "../../agent/target/keepalive-agent.jar");
    return beside.isFile() ? beside : new File("agent/target/keepalive-agent.jar");
  }

  private void run() throws Exception {
    System.out.println("The same client twice, at the same time: without and with\n  -javaagent:");
    System.out.println("  " + agent + "\n");
    Thread cleaner =
        new Thread() {
          @Override
          public void run() {
            clean();
          }
        };
    Runtime.getRuntime().addShutdownHook(cleaner);
    String missing = Lab.missing();
    CountDownLatch labDone = new CountDownLatch(1);
    startOnLoopback();
    terminate(0, null);
    terminate(1, agent);
    if (missing == null) {
      startLab(labDone);
    } else {
      skipLab("skipped: " + missing);
      labDone.countDown();
    }
    TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
    giveUp(Fault.Where.LOOPBACK);
    giveUp(Fault.Where.SERVER);
    labDone.await();
    giveUp(Fault.Where.LAB);
    System.out.println();
    board.draw();
  }

  private void startOnLoopback() throws Exception {
    FaultyPeers.Ports ports = new FaultyPeers().start();
    for (int column = 0; column < 2; column++) {
      start(NO_PREFIX, column, Fault.Where.LOOPBACK, ports, null);
    }
  }

  private void start(
      String[] prefix,
      final int column,
      Fault.Where where,
      FaultyPeers.Ports ports,
      final CountDownLatch ready)
      throws IOException {
    children.add(
        Child.start(
            java.util.Arrays.asList(prefix),
            column == 0 ? null : agent,
            new Child.Listener() {
              @Override
              public void line(String line) {
                if (line.equals("READY")) {
                  ready.countDown();
                } else {
                  take(line, column);
                }
              }
            },
            "faced-with",
            where.name(),
            ports.toString()));
  }

  private void terminate(final int column, String agent) throws IOException {
    final Termination termination = new Termination(agent);
    children.add(termination.server());
    Thread thread =
        new Thread("termination-" + column) {
          @Override
          public void run() {
            try {
              board.put(Fault.TERMINATED, column, termination.outcome());
            } catch (Exception e) {
              board.put(Fault.TERMINATED, column, "skipped: " + e.getMessage());
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private void take(String line, int column) {
    int blank = line.indexOf(' ');
    board.put(Fault.valueOf(line.substring(0, blank)), column, line.substring(blank + 1));
  }

  private void startLab(final CountDownLatch done) {
    Thread thread =
        new Thread("lab") {
          @Override
          public void run() {
            try {
              faceLab();
            } catch (Exception e) {
              skipLab("skipped: " + e.getMessage());
            } finally {
              done.countDown();
            }
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private void faceLab() throws Exception {
    lab = new Lab();
    lab.make();
    final CountDownLatch serving = new CountDownLatch(1);
    children.add(
        Child.start(
            lab.inServer(),
            null,
            new Child.Listener() {
              @Override
              public void line(String line) {
                serving.countDown();
              }
            },
            "server",
            Integer.toString(LAB_PORT)));
    serving.await(10, TimeUnit.SECONDS);
    CountDownLatch ready = new CountDownLatch(2);
    FaultyPeers.Ports ports = new FaultyPeers.Ports(Lab.SERVER, 0, 0, 0, LAB_PORT);
    int first = children.size();
    for (int column = 0; column < 2; column++) {
      start(lab.inClient().toArray(NO_PREFIX), column, Fault.Where.LAB, ports, ready);
    }
    ready.await(10, TimeUnit.SECONDS);
    List<Child> columns = children.subList(first, first + 2);
    TimeUnit.SECONDS.sleep(9);
    step(columns);
    TimeUnit.SECONDS.sleep(1);
    step(columns);
    lab.killLink();
    step(columns);
    TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
  }

  private static void step(List<Child> columns) throws IOException {
    for (Child column : columns) {
      column.step();
    }
  }

  private void skipLab(String why) {
    for (Fault fault : Fault.values()) {
      if (fault.where == Fault.Where.LAB) {
        board.put(fault, 0, why);
        board.put(fault, 1, why);
      }
    }
  }

  private void giveUp(Fault.Where where) {
    for (Fault fault : Fault.values()) {
      for (int column = 0; column < 2; column++) {
        if (fault.where == where && board.isOpen(fault, column)) {
          board.put(fault, column, "still blocked after " + PATIENCE_SECONDS + " s");
        }
      }
    }
  }

  private void clean() {
    for (Child child : new ArrayList<Child>(children)) {
      child.end();
    }
    if (lab != null) {
      lab.remove();
    }
  }
}
