package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.TransferHooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Reads and writes of asynchronous channels, which begin and end in different threads. */
final class AsyncTransfer {
  private AsyncTransfer() {}

  /** An asynchronous read begins, after the JDK's own checks. */
  static final class ReadBegin {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record,
        @Advice.Argument(1) ByteBuffer one,
        @Advice.Argument(2) ByteBuffer[] many,
        @Advice.Argument(3) long timeout) {
      TransferHooks.asyncReadBegins(record, one, many, timeout);
    }
  }

  /** Called by the JDK once for each asynchronous read that ended, however it did. */
  static final class ReadEnd {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      TransferHooks.asyncReadEnds(record);
    }
  }

  /** An asynchronous write begins, after the JDK's own checks. */
  static final class WriteBegin {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record,
        @Advice.Argument(1) ByteBuffer one,
        @Advice.Argument(2) ByteBuffer[] many) {
      TransferHooks.asyncWriteBegins(record, one, many);
    }
  }

  /** Called by the JDK once for each asynchronous write that ended, however it did. */
  static final class WriteEnd {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      TransferHooks.asyncWriteEnds(record);
    }
  }

  /** Every operation of an asynchronous channel enters it, and a refusal here is its outcome. */
  static final class Enter {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (thrown == null) {
        thrown = TransferHooks.asyncEnters(record);
      }
    }
  }
}
