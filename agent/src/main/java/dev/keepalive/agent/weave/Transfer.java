package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Chunks;
import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.TransferHooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Reads and writes of blocking and non-blocking connections. A write that is done in chunks instead
 * ({@link Chunks}) skips the JDK's code: {@code chunked} is then its outcome, else null.
 */
final class Transfer {
  private Transfer() {}

  /** A read that returns how many bytes it brought. */
  static final class Read {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      TransferHooks.readBegins(record);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Return long bytes,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      thrown = TransferHooks.readEnds(record, bytes, thrown);
    }
  }

  /** The same for a channel's blocking stream, whose timeout is an argument. */
  static final class TimedRead {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record, @Advice.Argument(value = 3, readOnly = false) long nanos) {
      nanos = Hooks.readTimeoutNanos(record, nanos);
      TransferHooks.readBegins(record);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Return long bytes,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      thrown = TransferHooks.readEnds(record, bytes, thrown);
    }
  }

  /** A channel's write of one buffer. */
  static final class WriteBuffer {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static Object enter(
        @Record Object record, @Advice.This Object self, @Advice.Argument(0) ByteBuffer buffer) {
      Object chunked = Chunks.buffer(record, self, buffer);
      if (chunked == null) {
        TransferHooks.writeBegins(record);
      }
      return chunked;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Argument(0) ByteBuffer buffer,
        @Advice.Enter Object chunked,
        @Advice.Return(readOnly = false) int bytes,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (chunked == null) {
        thrown =
            TransferHooks.writeEnds(record, bytes, buffer != null && buffer.hasRemaining(), thrown);
      } else if (chunked instanceof Long) {
        bytes = ((Long) chunked).intValue();
      } else {
        thrown = (Throwable) chunked;
      }
    }
  }

  /** A channel's write of several buffers. */
  static final class WriteBuffers {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static Object enter(
        @Record Object record,
        @Advice.This Object self,
        @Advice.Argument(0) ByteBuffer[] buffers,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      Object chunked = Chunks.buffers(record, self, buffers, offset, length);
      if (chunked == null) {
        TransferHooks.writeBegins(record);
      }
      return chunked;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Argument(0) ByteBuffer[] buffers,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length,
        @Advice.Enter Object chunked,
        @Advice.Return(readOnly = false) long bytes,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (chunked == null) {
        boolean rest = thrown == null && length > 0 && buffers[offset + length - 1].hasRemaining();
        thrown = TransferHooks.writeEnds(record, bytes, rest, thrown);
      } else if (chunked instanceof Long) {
        bytes = (Long) chunked;
      } else {
        thrown = (Throwable) chunked;
      }
    }
  }

  /** A write of the streams of Java 8 to 12, which takes all in native code or throws. */
  static final class WriteStream {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static Object enter(
        @Record Object record,
        @Advice.This Object self,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      Object chunked = Chunks.stream(record, self, bytes, offset, length);
      if (chunked == null) {
        TransferHooks.writeBegins(record);
      }
      return chunked;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Argument(2) int length,
        @Advice.Enter Object chunked,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (chunked == null) {
        thrown = TransferHooks.writeEnds(record, thrown == null ? length : 0, thrown);
      } else if (chunked instanceof Throwable) {
        thrown = (Throwable) chunked;
      }
    }
  }

  /** A write that takes all, in a loop of the JDK's own, or throws. */
  static final class WriteFully {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      TransferHooks.writeBegins(record);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Argument(2) int length,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      thrown = TransferHooks.writeEnds(record, thrown == null ? length : 0, thrown);
    }
  }

  /** One turn of that loop, which may as well take less. */
  static final class WriteSome {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record, @Advice.Argument(value = 2, readOnly = false) int length) {
      length = TransferHooks.chunk(record, length);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record, @Advice.Return int bytes) {
      TransferHooks.writeProgress(record, bytes);
    }
  }

  /** {@code sendfile} goes past the channel's {@code write}. */
  static final class SendFile {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static Object enter(
        @Advice.This Object self,
        @Advice.Argument(0) long position,
        @Advice.Argument(1) long count,
        @Advice.Argument(2) WritableByteChannel target) {
      Object chunked = Chunks.file(self, position, count, target);
      if (chunked == null) {
        TransferHooks.transferBegins(target);
      }
      return chunked;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Argument(2) WritableByteChannel target,
        @Advice.Enter Object chunked,
        @Advice.Return(readOnly = false) long bytes,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (chunked == null) {
        thrown = TransferHooks.transferEnds(target, bytes, thrown);
      } else if (chunked instanceof Long) {
        bytes = (Long) chunked;
      } else {
        thrown = (Throwable) chunked;
      }
    }
  }
}
