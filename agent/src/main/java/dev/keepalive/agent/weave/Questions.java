package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import net.bytebuddy.asm.Advice;

/**
 * Somebody asks for the JVM's agent properties, which only the attach mechanism does, in its own
 * thread: the command line knocks there, because every load of an agent prints four lines of
 * warning on Java 21 and later.
 */
final class Questions {
  private Questions() {}

  /** Before the answer. */
  static final class Asked {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      Hooks.asked();
    }
  }
}
