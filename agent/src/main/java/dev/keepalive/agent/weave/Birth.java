package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import net.bytebuddy.asm.Advice;

/**
 * The ends of constructors, where the record takes the place of the lock object: a final field may
 * be put again in here. Byte Buddy refuses {@code onThrowable} on constructors.
 */
final class Birth {
  private Birth() {}

  /** The record takes the place of the lock object: a final field may be put again in here. */
  static final class PlainSocket {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object self,
        @Advice.FieldValue(value = "fdLock", readOnly = false) Object lock) {
      lock = Hooks.plainSocket(self, lock);
    }
  }

  /** The record takes the place of the lock object: a final field may be put again in here. */
  static final class Socket {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object self,
        @Advice.FieldValue(value = "stateLock", readOnly = false) Object lock) {
      lock = Hooks.socket(self, lock);
    }
  }

  /** The record takes the place of the lock object: a final field may be put again in here. */
  static final class Channel {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object self,
        @Advice.FieldValue(value = "stateLock", readOnly = false) Object lock) {
      lock = Hooks.channel(self, lock);
    }
  }

  /** An accepted (or inherited) channel: born connected. */
  static final class AcceptedChannel {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object self,
        @Advice.FieldValue(value = "stateLock", readOnly = false) Object lock,
        @Advice.FieldValue("remoteAddress") Object remote) {
      lock = Hooks.channel(self, lock);
      Hooks.accepted(lock, remote);
    }
  }

  /** The record takes the place of the lock object: a final field may be put again in here. */
  static final class AsyncChannel {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object self,
        @Advice.FieldValue(value = "stateLock", readOnly = false) Object lock) {
      lock = Hooks.asyncChannel(self, lock);
    }
  }

  /** An accepted channel; in the subclass, as its constructor may still refuse. */
  static final class AcceptedAsyncChannel {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record, @Advice.FieldValue("remoteAddress") Object remote) {
      Hooks.accepted(record, remote);
    }
  }

  /** A pipe made of a loopback connection is plumbing, not a connection of the application's. */
  static final class Pipe {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(1) Object channel) {
      Hooks.internal(channel);
    }
  }
}
