package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import java.net.InetAddress;
import net.bytebuddy.asm.Advice;

/** Connects and accepts, told before the application sees the connection. */
final class Opening {
  private Opening() {}

  /** A blocking connect that is given address and port. */
  static final class ToInetAddress {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Record Object record,
        @Advice.Argument(0) InetAddress address,
        @Advice.Argument(1) int port) {
      Hooks.connecting(record, address, port);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record) {
      Hooks.connected(record);
    }
  }

  /** A connect that is established when it returns. */
  static final class Blocking {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record, @Advice.Argument(0) Object address) {
      Hooks.connecting(record, address);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record) {
      Hooks.connected(record);
    }
  }

  /** A connect that tells whether it is established already. */
  static final class MaybePending {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record, @Advice.Argument(0) Object address) {
      Hooks.connecting(record, address);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record, @Advice.Return boolean established) {
      if (established) {
        Hooks.connected(record);
      }
    }
  }

  /** The second half of a non-blocking connect. */
  static final class Finish {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Record Object record, @Advice.Return boolean established) {
      if (established) {
        Hooks.connected(record);
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
}
