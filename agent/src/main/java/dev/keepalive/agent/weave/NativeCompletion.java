package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.NativeHooks;
import dev.keepalive.agent.weave.NativeSocketAt.Number;
import dev.keepalive.agent.weave.NativeSocketAt.Socket;
import dev.keepalive.agent.weave.RecordAt.Record;
import net.bytebuddy.asm.Advice;

/** io_uring: what is handed to the kernel, and the results (or negative errors) that come back. */
final class NativeCompletion {
  private NativeCompletion() {}

  /** A connect is handed to the kernel. */
  static final class Connect {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Socket Object socket, @Number int descriptor, @Advice.Argument(0) Object address) {
      NativeHooks.connecting(socket, descriptor, address);
    }
  }

  /** A connect came back. */
  static final class Connected {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record, @Advice.Argument(value = 1, readOnly = false) int result) {
      result = NativeHooks.connectCompleted(record, result);
    }
  }

  /** A read came back. */
  static final class Read {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record, @Advice.Argument(value = 1, readOnly = false) int result) {
      result = NativeHooks.readCompleted(record, result);
    }
  }

  /** A write was handed to the kernel, or none. */
  static final class WriteScheduled {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record, @Advice.Return int operations) {
      NativeHooks.writeScheduled(record, operations);
    }
  }

  /** A write came back. */
  static final class Written {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record, @Advice.Argument(value = 1, readOnly = false) int result) {
      result = NativeHooks.writeCompleted(record, result);
    }
  }
}
