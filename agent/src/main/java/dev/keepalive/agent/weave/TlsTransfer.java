package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.GuardHooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * The application's streams of the JDK's TLS sockets: beneath them heartbeats could not be told
 * from the rest. Nothing is counted here, the connection below does that.
 */
final class TlsTransfer {
  private TlsTransfer() {}

  /** A read into an array; again where all that came were answers to heartbeats. */
  static final class Read {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static int enter(
        @Record Object socket,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      return GuardHooks.tlsReadBegins(socket, bytes, offset, length);
    }

    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        suppress = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
        @Record Object socket,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Enter int there,
        @Advice.Return(readOnly = false) int count,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      int left = there > 0 ? there : GuardHooks.tlsReadEnds(socket, bytes, offset, count);
      if (left == 0 && count > 0) {
        return true;
      }
      if (left < 0 && count > 0) {
        thrown = GuardHooks.told(socket, thrown);
      }
      count = left;
      return false;
    }
  }

  /** A write that takes all, or fails. */
  static final class Write {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static Object enter(
        @Record Object socket,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      return GuardHooks.tlsWriteBegins(socket, bytes, offset, length);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object socket,
        @Advice.Enter Object refused,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (refused == null) {
        GuardHooks.tlsWriteEnds(socket);
      } else {
        thrown = (Throwable) refused;
      }
    }
  }

  /** How much could be read without waiting. */
  static final class Available {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object socket, @Advice.Return(readOnly = false) int count) {
      count = GuardHooks.tlsAvailable(socket, count);
    }
  }
}
