package dev.keepalive.agent.command;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.connections.ConnectionFilter;
import dev.keepalive.agent.connections.ConnectionView;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.connections.Sweep;
import dev.keepalive.agent.drain.DrainCommand;
import dev.keepalive.agent.drain.DrainFigures;
import dev.keepalive.agent.jmx.AgentControl;
import dev.keepalive.agent.options.OptionPairs;
import dev.keepalive.agent.tcp.SocketTable;
import dev.keepalive.agent.watch.Enforcer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The commands of a running agent. */
public final class AgentDesk implements Desk {
  /** A row is some kilobytes, of the heap of the JVM that is looked at. */
  private static final int MOST_ROWS = 10_000;

  private final AgentControl agent;
  private final Registry registry;
  private final Sweep sweep;
  private final Enforcer enforcer;
  private final DrainCommand drain;

  /**
   * @param sweep null: this platform has none
   */
  public AgentDesk(
      AgentControl agent, Registry registry, Sweep sweep, Enforcer enforcer, DrainCommand drain) {
    this.agent = agent;
    this.registry = registry;
    this.sweep = sweep;
    this.enforcer = enforcer;
    this.drain = drain;
  }

  @Override
  public List<Row> rows(List<String> words) {
    String command = words.isEmpty() ? "" : words.get(0);
    switch (command) {
      case "list":
        return list(text(words, 1), (int) Math.min(number(words, 2), MOST_ROWS));
      case "show":
        return Details.of(registry.open(number(words, 1)));
      case "close":
        return ended(enforcer.close(some(text(words, 1)), text(words, 2)));
      case "abort":
        return abort(some(text(words, 1)), text(words, 2));
      case "drain":
        drain.start((int) number(words, 1));
        return progress();
      case "progress":
        return progress();
      case "cancel-drain":
        return Collections.singletonList(new Row().with("cancelled", "" + drain.cancel()));
      case "set":
        return set(OptionPairs.of(text(words, 1)));
      case "options":
        return options();
      case "doctor":
        return new Diagnosis(registry.open()).rows();
      case "status":
        return status();
      default:
        throw new IllegalArgumentException("this agent knows no command '" + command + "'");
    }
  }

  private List<Row> list(String filter, int limit) {
    List<Connection> matching = registry.matching(ConnectionFilter.parse(filter));
    SocketTable sockets = SocketTable.read();
    List<Row> rows = new ArrayList<Row>();
    for (Connection connection : matching) {
      if (rows.size() == limit) {
        break;
      }
      rows.add(Details.row(new ConnectionView(connection), sockets));
    }
    List<Sweep.OffRecord> others =
        sweep == null || !filter.trim().isEmpty()
            ? Collections.<Sweep.OffRecord>emptyList()
            : sweep.offRecord();
    for (Sweep.OffRecord other : others) {
      if (rows.size() < limit) {
        rows.add(Details.row(other, sockets));
      }
    }
    // What a limit hides is told, not lost.
    rows.add(new Row().with("matching", matching.size() + others.size()));
    return rows;
  }

  private List<Row> abort(ConnectionFilter filter, String why) {
    FreedThreads blocked = new FreedThreads(registry.matching(filter));
    List<Row> rows = ended(enforcer.abort(filter, why));
    rows.addAll(blocked.await());
    return rows;
  }

  private static List<Row> ended(int count) {
    List<Row> rows = new ArrayList<Row>();
    rows.add(new Row().with("count", count));
    return rows;
  }

  private static ConnectionFilter some(String words) {
    ConnectionFilter filter = ConnectionFilter.parse(words);
    if (filter.isEmpty()) {
      throw new IllegalArgumentException("an empty filter never means all; peer=* does");
    }
    return filter;
  }

  private List<Row> progress() {
    DrainFigures figures = drain.figures();
    return Collections.singletonList(
        new Row()
            .with("state", drain.state().name())
            .with("connections", figures.connections)
            .with("underWay", figures.underWay)
            .with("idle", figures.idle)
            .with("finished", figures.finished)
            .with("letGo", figures.letGo)
            .with("left", figures.cut)
            .with("elapsedMillis", figures.elapsedMillis())
            .with("limitMillis", drain.limitMillis()));
  }

  private List<Row> set(Map<String, String> values) {
    agent.setOptions(values);
    Map<String, String> now = agent.options();
    List<Row> rows = new ArrayList<Row>();
    for (String key : values.keySet()) {
      String value = now.get(key);
      rows.add(new Row().with("key", key).with("value", value == null ? "none" : value));
    }
    return rows;
  }

  private List<Row> options() {
    List<Row> rows = new ArrayList<Row>();
    for (Map.Entry<String, String> entry : agent.options().entrySet()) {
      rows.add(new Row().with("key", entry.getKey()).with("value", entry.getValue()));
    }
    return rows;
  }

  private List<Row> status() {
    return Collections.singletonList(
        new Row()
            .with("version", agent.version())
            .with("state", agent.state())
            .with("mode", agent.mode())
            .with("open", registry.openCount())
            .with("problems", agent.problems().toString()));
  }

  private static String text(List<String> words, int at) {
    return at < words.size() ? words.get(at) : "";
  }

  private static long number(List<String> words, int at) {
    try {
      return Long.parseLong(text(words, at));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text(words, at) + "' is not a number");
    }
  }
}
