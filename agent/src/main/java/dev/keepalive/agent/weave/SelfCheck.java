package dev.keepalive.agent.weave;

import dev.keepalive.agent.watch.WatchTask;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks up every hook point in the JDK's class files, once, without loading any of those classes.
 * On the watch thread's first tick: to read them all would hold up the start of the application,
 * and a program that is over by then need not pay at all.
 */
final class SelfCheck implements WatchTask {
  private final Map<String, List<Target>> targets;
  private final WeaveReport report;
  private boolean begun;

  SelfCheck(Map<String, List<Target>> targets, WeaveReport report) {
    this.targets = targets;
    this.report = report;
  }

  @Override
  public void tick() {
    if (begun) {
      return;
    }
    begun = true;
    int found = 0;
    for (Map.Entry<String, List<Target>> entry : targets.entrySet()) {
      try {
        Set<String> methods = JdkClassFile.methods(entry.getKey());
        if (methods != null) {
          found += check(entry.getValue(), methods);
        }
      } catch (IOException | RuntimeException failure) {
        report.fail(entry.getKey(), failure);
      }
    }
    if (found == 0) {
      report.nothingFound();
    }
  }

  private int check(List<Target> ofType, Set<String> methods) {
    int found = 0;
    for (Target target : ofType) {
      if (target.isIn(methods)) {
        found++;
      } else if (target.required) {
        report.miss(target);
      }
    }
    return found;
  }
}
