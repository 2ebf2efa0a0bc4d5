package dev.keepalive.agent.drain;

import dev.keepalive.agent.log.Log;

/**
 * Loads what a drain at exit needs while the JVM is well: by then the jar may have been replaced on
 * disk, and a class that cannot be loaded would cost the drain.
 */
final class Preloading {
  /** The classes of this package, and those beside it that may not have been needed before. */
  static final String[] CLASSES = {
    "drain.Drain",
    "drain.Drain$Way",
    "drain.DrainClock",
    "drain.DrainCommand",
    "drain.DrainCommand$1",
    "drain.DrainCommand$State",
    "drain.DrainFigures",
    "drain.Exchange",
    "drain.Exchange$State",
    "drain.Exit",
    "drain.Exit$Patience",
    "drain.ExitLog",
    "drain.Linger",
    "drain.Listeners",
    "drain.Parts",
    "drain.Parts$Report",
    "drain.Parts$Source",
    "drain.Preloading",
    "boot.Leftover",
    "boot.Leftover$Sockets",
    "boot.Readable",
    "connections.ConnectionView",
    "connections.DeadEvidence",
    "connections.Ending",
    "connections.ConnectionSlots$Walk",
    "connections.OpenerStacks",
    "connections.Verdict",
    "connections.Watched",
    "connections.Findings",
    "jfr.DrainEvents",
    "jfr.EventType",
    "log.Escape",
    "log.Event",
    "log.Level",
    "options.Durations",
    "options.Policy",
    "options.PortRange",
    "options.ShutdownOptions",
    "options.ShutdownOptions$Listeners",
    "tcp.Inbox",
    "tcp.KeepaliveOptions",
    "tcp.KernelLook",
    "tcp.KernelShutdown",
    "tcp.KernelShutdown$1",
    "watch.AgentThreads",
    "watch.Deadlines",
    "watch.Endings",
    "watch.Endings$1",
    "watch.Endings$CloseNotify",
    "watch.Endings$CloserThreads",
    "watch.Enforcer",
    "watch.Verdicts",
    "weave.JdkClassFile",
    "weave.JdkClassFile$1"
  };

  private static final String PACKAGE = "dev.keepalive.agent.";

  private Preloading() {}

  static void now() {
    for (String name : CLASSES) {
      try {
        // Initialised when needed: that takes no jar, but classes of connections.
        Class.forName(PACKAGE + name, false, Preloading.class.getClassLoader());
      } catch (ClassNotFoundException | LinkageError missing) {
        Log.debug("not preloaded: " + missing);
      }
    }
  }
}
