package dev.keepalive.agent;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.log.Log;
import dev.keepalive.agent.tcp.KeepaliveOptions;
import dev.keepalive.agent.watch.WatchTask;
import dev.keepalive.agent.weave.WeaveReport;
import java.util.List;

/** Says on the watch thread what application threads came upon: they never log. */
final class Notices implements WatchTask {
  private final KeepaliveOptions keepaliveOptions;
  private final WeaveReport weaving;
  private final List<String> problems;
  private boolean saidFailure;

  Notices(KeepaliveOptions keepaliveOptions, WeaveReport weaving, List<String> problems) {
    this.keepaliveOptions = keepaliveOptions;
    this.weaving = weaving;
    this.problems = problems;
  }

  @Override
  public void tick() {
    for (String line = keepaliveOptions.nextNotice();
        line != null;
        line = keepaliveOptions.nextNotice()) {
      problems.add(line);
      Log.warn(line);
    }
    for (String line = weaving.nextNotice(); line != null; line = weaving.nextNotice()) {
      Log.error(line);
    }
    if (!saidFailure && Hooks.lastFailure != null) {
      saidFailure = true;
      Log.error("a failure inside the agent; further ones are only counted", Hooks.lastFailure);
    }
  }
}
