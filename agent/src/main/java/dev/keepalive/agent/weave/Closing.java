package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import net.bytebuddy.asm.Advice;

/** Close begins, before the JDK takes any lock. */
final class Closing {
  private Closing() {}

  /** Close begins. */
  static final class Begin {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      Hooks.closing(record);
    }
  }
}
