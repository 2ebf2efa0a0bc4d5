package dev.keepalive.agent.connections;

import dev.keepalive.agent.boot.Connection;
import dev.keepalive.agent.options.Durations;
import dev.keepalive.agent.options.PeerPattern;
import java.util.StringTokenizer;

/**
 * A filter in words, as {@code peer=pg:5432 role=client op=write idle.min=30s}: all must hold. No
 * words match every connection.
 */
public final class ConnectionFilter {
  private static final String WORDS =
      "peer, role, verdict, op, idle.min, age.min, blocked.min, rule, id, after";

  private PeerPattern peer;
  private String role;
  private String operation;
  private long idleMin;
  private long ageMin;
  private long blockedMin;
  private long id;
  private long after;
  private Verdict verdict;
  private String rule;
  private boolean empty = true;

  private ConnectionFilter() {}

  /**
   * @param words may be null or empty
   * @throws IllegalArgumentException a word that is unknown or has no such value
   */
  public static ConnectionFilter parse(String words) {
    ConnectionFilter filter = new ConnectionFilter();
    StringTokenizer tokens = new StringTokenizer(words == null ? "" : words);
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      refuseControl(token);
      int equals = token.indexOf('=');
      if (equals <= 0 || equals == token.length() - 1) {
        throw new IllegalArgumentException(
            "'" + token + "' is not word=value; the words are " + WORDS);
      }
      filter.add(token.substring(0, equals), token.substring(equals + 1));
    }
    return filter;
  }

  /** What is refused is quoted, and may end up in a terminal or a log. */
  private static void refuseControl(String token) {
    for (int i = 0; i < token.length(); i++) {
      if (Character.isISOControl(token.charAt(i))) {
        throw new IllegalArgumentException("a filter has no control characters");
      }
    }
  }

  private void add(String word, String value) {
    empty = false;
    switch (word) {
      case "peer":
        peer = PeerPattern.parse(value);
        break;
      case "role":
        role = oneOf(word, value, "client", "server");
        break;
      case "op":
        operation = oneOf(word, value, "read", "write");
        break;
      case "verdict":
        verdict = verdict(value);
        break;
      case "rule":
        rule = value;
        break;
      case "idle.min":
        idleMin = Durations.parse(value);
        break;
      case "age.min":
        ageMin = Durations.parse(value);
        break;
      case "blocked.min":
        blockedMin = Durations.parse(value);
        break;
      case "id":
        id = number(word, value);
        break;
      case "after":
        after = number(word, value);
        break;
      default:
        throw new IllegalArgumentException(
            "unknown word '" + word + "' in the filter; the words are " + WORDS);
    }
  }

  /** Without words: what ends connections refuses it. */
  public boolean isEmpty() {
    return empty;
  }

  public boolean matches(Connection connection) {
    ConnectionView view = new ConnectionView(connection);
    return (id == 0 || view.id() == id)
        && view.id() > after
        && (role == null || role.equals(view.role()))
        && (verdict == null || verdict == view.verdict())
        && (rule == null || rule.equals(view.rule()))
        && (operation == null || view.operation().contains(operation))
        && view.idleMillis() >= idleMin
        && view.ageMillis() >= ageMin
        && Math.max(view.readBlockedMillis(), view.writeBlockedMillis()) >= blockedMin
        && (peer == null || peer.matches(connection.peer()));
  }

  private static String oneOf(String word, String value, String first, String second) {
    if (value.equals(first) || value.equals(second)) {
      return value;
    }
    throw new IllegalArgumentException(word + " is " + first + " or " + second + ", not " + value);
  }

  private static Verdict verdict(String value) {
    StringBuilder names = new StringBuilder();
    for (Verdict verdict : Verdict.values()) {
      if (verdict.name().equals(value)) {
        return verdict;
      }
      names.append(names.length() == 0 ? "" : ", ").append(verdict);
    }
    throw new IllegalArgumentException("verdict is one of " + names + ", not " + value);
  }

  private static long number(String word, String value) {
    try {
      long number = Long.parseLong(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException none) {
      // As below.
    }
    throw new IllegalArgumentException(word + " is the number of a connection, not " + value);
  }
}
