package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.OlderSockets;
import net.bytebuddy.asm.Advice;

/** What the orderly end of the JVM needs to know: who listens, and when the end begins. */
final class Exit {
  private Exit() {}

  /** Somebody listens from now on. */
  static final class Listening {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object self) {
      Hooks.listening(self);
    }
  }

  /** Somebody listens, maybe since before the weaving. */
  static final class Accepting {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object self) {
      OlderSockets.accepting(self);
    }
  }

  /** The application's hooks are about to run, all at once. */
  static final class BeforeHooks {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {
      Hooks.exiting();
    }
  }
}
