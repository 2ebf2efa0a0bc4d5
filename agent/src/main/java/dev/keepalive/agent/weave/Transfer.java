package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import net.bytebuddy.asm.Advice;

/** Reads and writes of blocking and non-blocking connections. */
final class Transfer {
  private Transfer() {}

  /** A read that returns how many bytes it brought. */
  static final class Read {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      Hooks.readBegins(record);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Record Object record, @Advice.Return long bytes) {
      Hooks.readEnds(record, bytes);
    }
  }

  /** A write that returns how many bytes it took. */
  static final class Write {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      Hooks.writeBegins(record);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(@Record Object record, @Advice.Return long bytes) {
      Hooks.writeEnds(record, bytes);
    }
  }

  /** A write that takes all or throws. */
  static final class WriteFully {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      Hooks.writeBegins(record);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record, @Advice.Argument(2) int length, @Advice.Thrown Throwable thrown) {
      Hooks.writeEnds(record, thrown == null ? length : 0);
    }
  }

  /** {@code sendfile} goes past the channel's {@code write}. */
  static final class SendFile {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(2) Object target, @Advice.Return long bytes) {
      Hooks.transferred(target, bytes);
    }
  }
}
