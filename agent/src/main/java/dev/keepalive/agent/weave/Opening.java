package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import java.net.InetAddress;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Connects and accepts, told before the application sees the connection. */
final class Opening {
  private Opening() {}

  /** The blocking connect of Java 8 to 12, whose timeout is an argument. */
  static final class ToInetAddress {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record,
        @Advice.Argument(0) InetAddress address,
        @Advice.Argument(1) int port,
        @Advice.Argument(value = 2, readOnly = false) int timeout) {
      timeout = Hooks.connecting(record, address, port, timeout);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (thrown == null) {
        Hooks.connected(record);
      } else {
        thrown = Hooks.connectFailed(record, thrown);
      }
    }
  }

  /** The blocking connect of Java 13 and later, whose timeout is an argument. */
  static final class ToSocketAddress {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record,
        @Advice.Argument(0) Object address,
        @Advice.Argument(value = 1, readOnly = false) int timeout) {
      timeout = Hooks.connecting(record, address, timeout);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (thrown == null) {
        Hooks.connected(record);
      } else {
        thrown = Hooks.connectFailed(record, thrown);
      }
    }
  }

  /** The connect of a channel's socket, which ends up in one of the channel's. */
  static final class OfAdaptor {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.FieldValue("sc") Object channel,
        @Advice.Argument(0) Object address,
        @Advice.Argument(value = 1, readOnly = false) int timeout) {
      timeout = Hooks.connectTimeout(channel, address, timeout);
    }
  }

  /** A connect that is established when it returns. */
  static final class Blocking {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record, @Advice.Argument(0) Object address) {
      Hooks.connecting(record, address);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (thrown == null) {
        Hooks.connected(record);
      } else {
        thrown = Hooks.connectFailed(record, thrown);
      }
    }
  }

  /** A connect that tells whether it is established already. */
  static final class MaybePending {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record, @Advice.Argument(0) Object address) {
      Hooks.connecting(record, address);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Return boolean established,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (established) {
        Hooks.connected(record);
      } else if (thrown != null) {
        thrown = Hooks.connectFailed(record, thrown);
      }
    }
  }

  /** The second half of a non-blocking connect. */
  static final class Finish {
    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Return boolean established,
        @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
      if (established) {
        Hooks.connected(record);
      } else if (thrown != null) {
        thrown = Hooks.connectFailed(record, thrown);
      }
    }
  }

  /** An asynchronous connect begins. */
  static final class Begin {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record, @Advice.Argument(0) Object address) {
      Hooks.connecting(record, address);
    }
  }

  /** An asynchronous connect is established, its handler not yet called. */
  static final class End {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record) {
      Hooks.connected(record);
    }
  }

  /** A socket was accepted into the implementation given, which nobody else has seen. */
  static final class AcceptInto {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record, @Advice.Argument(0) Object impl) {
      Hooks.acceptedInto(record, impl);
    }
  }

  /** A TLS socket has its connection; the handshake comes later. */
  static final class Secured {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object self) {
      Hooks.secured(self);
    }
  }
}
