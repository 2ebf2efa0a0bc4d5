package dev.keepalive.agent.options;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is different between two settings, one line for each value. */
final class Changes {
  /** A file may change hundreds of rules at once; a log should not. */
  private static final int MOST_LINES = 20;

  private final List<String> lines = new ArrayList<String>();
  private int more;

  private Changes() {}

  static List<String> between(Settings before, Settings after) {
    Changes changes = new Changes();
    changes.add(null, before.values(), after.values());
    SortedSet<String> names = new TreeSet<String>(RuleName.NATURAL);
    for (Rule rule : before.rules().all()) {
      names.add(rule.name);
    }
    for (Rule rule : after.rules().all()) {
      names.add(rule.name);
    }
    for (String name : names) {
      changes.add(name, given(before, name), given(after, name));
    }
    if (changes.more > 0) {
      changes.lines.add("and " + changes.more + " more changes");
    }
    return changes.lines;
  }

  /** Null if there is no such rule. */
  private static Winners given(Settings settings, String name) {
    Rule rule = settings.rules().named(name);
    return rule == null ? null : rule.given;
  }

  private void add(String rule, Winners before, Winners after) {
    for (Option option : Option.ALL) {
      String was = before == null ? null : before.text(option);
      String is = after == null ? null : after.text(option);
      if (is == null ? was == null : is.equals(was)) {
        continue;
      }
      if (lines.size() < MOST_LINES) {
        String key = OptionKey.text(rule, option);
        lines.add(
            key
                + (is == null ? " was taken out" : "=" + is)
                + ", was "
                + (was == null ? "none" : was));
      } else {
        more++;
      }
    }
  }
}
