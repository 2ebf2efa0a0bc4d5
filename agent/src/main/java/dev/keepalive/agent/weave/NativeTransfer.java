package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.TransferHooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Writes of native sockets, which never block. */
final class NativeTransfer {
  private NativeTransfer() {}

  /** A write of one buffer, from a position to a limit. */
  static final class Write {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      TransferHooks.writeBegins(record);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Argument(1) int position,
        @Advice.Argument(2) int limit,
        @Advice.Return int bytes,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      thrown = TransferHooks.writeEnds(record, bytes, bytes < limit - position, thrown);
    }
  }

  /**
   * A write of several buffers, or of a file, that is tried again until the kernel takes nothing.
   */
  static final class Gather {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      TransferHooks.writeBegins(record);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Return long bytes,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      thrown = TransferHooks.writeEnds(record, bytes, bytes == 0, thrown);
    }
  }
}
