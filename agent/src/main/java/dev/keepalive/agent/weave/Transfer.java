package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Chunks;
import dev.keepalive.agent.boot.GuardHooks;
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

  /** A read that returns how many bytes it brought, into memory that nobody looks at. */
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

  /** A read into an array; again where all that came were answers to heartbeats. */
  static final class ReadArray {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static int enter(
        @Record Object record,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      TransferHooks.readBegins(record);
      return GuardHooks.readBegins(record, bytes, offset, length);
    }

    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        suppress = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
        @Record Object record,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Enter int there,
        @Advice.Return(readOnly = false) int count,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      int left = there > 0 ? there : GuardHooks.readEnds(record, bytes, offset, count);
      if (left == 0 && count > 0) {
        return true;
      }
      count = left;
      thrown = TransferHooks.readEnds(record, left, thrown);
      return false;
    }
  }

  /** The same for a channel's blocking stream, whose timeout is an argument. */
  static final class TimedRead {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static int enter(
        @Record Object record,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length,
        @Advice.Argument(value = 3, readOnly = false) long nanos) {
      nanos = Hooks.readTimeoutNanos(record, nanos);
      TransferHooks.readBegins(record);
      return GuardHooks.readBegins(record, bytes, offset, length);
    }

    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        suppress = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
        @Record Object record,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Enter int there,
        @Advice.Return(readOnly = false) int count,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      int left = there > 0 ? there : GuardHooks.readEnds(record, bytes, offset, count);
      if (left == 0 && count > 0) {
        return true;
      }
      count = left;
      thrown = TransferHooks.readEnds(record, left, thrown);
      return false;
    }
  }

  /** A channel's read into one buffer. */
  static final class ReadBuffer {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static int enter(@Record Object record, @Advice.Argument(0) ByteBuffer buffer) {
      TransferHooks.readBegins(record);
      return GuardHooks.readBegins(record, buffer);
    }

    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        suppress = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
        @Record Object record,
        @Advice.Argument(0) ByteBuffer buffer,
        @Advice.Enter int there,
        @Advice.Return(readOnly = false) int count,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      int left = there > 0 ? there : GuardHooks.readEnds(record, buffer, count);
      if (left == 0 && count > 0) {
        return true;
      }
      count = left;
      thrown = TransferHooks.readEnds(record, left, thrown);
      return false;
    }
  }

  /** A channel's read into several buffers; {@code room} is null where nobody guards it. */
  static final class ReadBuffers {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Long.class)
    static Object enter(
        @Record Object record,
        @Advice.Argument(0) ByteBuffer[] buffers,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      TransferHooks.readBegins(record);
      return GuardHooks.readBegins(record, buffers, offset, length);
    }

    @Advice.OnMethodExit(
        onThrowable = Throwable.class,
        suppress = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
        @Record Object record,
        @Advice.Enter Object room,
        @Advice.Return(readOnly = false) long count,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      long left = room instanceof Long ? (Long) room : GuardHooks.readEnds(record, room, count);
      if (left == 0 && count > 0) {
        return true;
      }
      count = left;
      thrown = TransferHooks.readEnds(record, left, thrown);
      return false;
    }
  }

  /** How much could be read without waiting, which an answer to a heartbeat must not add to. */
  static final class Available {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record, @Advice.Return(readOnly = false) int count) {
      count = GuardHooks.available(record, count);
    }
  }

  /** A channel's write of one buffer. */
  static final class WriteBuffer {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static Object enter(
        @Record Object record, @Advice.This Object self, @Advice.Argument(0) ByteBuffer buffer) {
      Object chunked = Chunks.buffer(record, self, buffer);
      if (chunked == null) {
        chunked = GuardHooks.writeBegins(record, buffer);
      }
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
        GuardHooks.writeEnds(record, buffer, thrown);
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
        chunked = GuardHooks.writeBegins(record, buffers, offset, length);
      }
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
        GuardHooks.writeEnds(record, buffers, offset, length, thrown);
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
        chunked = GuardHooks.writeBegins(record, bytes, offset, length);
      }
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
        GuardHooks.writeEnds(record);
        thrown = TransferHooks.writeEnds(record, thrown == null ? length : 0, thrown);
      } else if (chunked instanceof Throwable) {
        thrown = (Throwable) chunked;
      }
    }
  }

  /** A write that takes all, in a loop of the JDK's own, or throws; it may be refused. */
  static final class WriteFully {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static Object enter(
        @Record Object record,
        @Advice.Argument(0) byte[] bytes,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int length) {
      Object refused = GuardHooks.writeBegins(record, bytes, offset, length);
      if (refused == null) {
        TransferHooks.writeBegins(record);
      }
      return refused;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Argument(2) int length,
        @Advice.Enter Object refused,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (refused == null) {
        GuardHooks.writeEnds(record);
        thrown = TransferHooks.writeEnds(record, thrown == null ? length : 0, thrown);
      } else {
        thrown = (Throwable) refused;
      }
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
        GuardHooks.transfers(target);
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
