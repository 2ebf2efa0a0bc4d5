package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Row;
import dev.keepalive.agent.log.SuppressForbidden;
import dev.keepalive.agent.options.Durations;
import java.util.List;

/**
 * {@code doctor PID}: for each peer how long until a dead one is found, and which middlebox would
 * forget its silent connections before a probe keeps them alive.
 */
@SuppressForbidden("the command line has a JVM of its own")
final class DoctorCommand {
  /** The kernel's defaults where only keepalive itself is on, or nothing is. */
  private static final String NEVER = "never";

  private final Terminal terminal;
  private final CommandWords words;
  private final TargetJvm jvm;

  DoctorCommand(Terminal terminal, CommandWords words, TargetJvm jvm) {
    this.terminal = terminal;
    this.words = words;
    this.jvm = jvm;
  }

  void run() throws CommandFailed {
    words.end();
    List<Row> rows = new Call(jvm).make("doctor").rows();
    if (words.has("--json")) {
      Json.print(terminal.out, rows);
      return;
    }
    TextTable table =
        new TextTable(
            "PEER",
            ">CONNECTIONS",
            ">PROBED AFTER",
            ">DEAD FOUND (IDLE)",
            ">(IN FLIGHT)",
            ">OWN KEEPALIVE",
            ">OWN READ TIMEOUT",
            "RULE");
    for (Row row : rows) {
      table.add(
          null,
          Human.printable(row.get("peer")),
          row.get("connections"),
          row.number("unprobed") > 0 ? NEVER : Human.duration(row.number("probedAfterMillis")),
          found(row.number("foundIdleMillis")),
          found(row.number("foundInFlightMillis")),
          row.get("ownKeepalive"),
          row.get("ownReadTimeouts"),
          Human.printable(row.get("rule")));
    }
    table.print(terminal.out, terminal.width(), false);
    terminal.out.println();
    boolean well = true;
    for (Row row : rows) {
      well &= advise(row);
    }
    if (well) {
      terminal.out.println("every connection is probed before any known middlebox forgets it");
    } else {
      throw new CommandFailed(CommandFailed.NOTHING, null);
    }
  }

  private static String found(long millis) {
    return millis == 0 ? NEVER : Human.duration(millis);
  }

  /** Whether there is nothing to say. */
  private boolean advise(Row row) throws CommandFailed {
    String peer = Human.printable(row.get("peer"));
    long probed = row.number("probedAfterMillis");
    boolean unprobed = row.number("unprobed") > 0;
    Middlebox worst = null;
    StringBuilder names = new StringBuilder();
    for (Middlebox box : Middlebox.all(words.idleLimitMillis())) {
      if (unprobed || probed >= box.limitMillis) {
        names.append(names.length() == 0 ? "" : ", ").append(box);
        worst = worst == null || box.limitMillis < worst.limitMillis ? box : worst;
      }
    }
    if (worst == null) {
      return true;
    }
    terminal.out.println(peer + ": a silent connection would be forgotten by " + names);
    // A probe some time before the limit, in whole seconds.
    String idle = Durations.text(worst.limitMillis * 9 / 10 / 1000 * 1000);
    String mend = unprobed ? "keepalive=on,keepalive.idle=" : "keepalive.idle=";
    terminal.out.println("  mend: set " + jvm.pid + " " + mend + idle);
    return false;
  }
}
