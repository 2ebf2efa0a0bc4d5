package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.NativeHooks;
import dev.keepalive.agent.weave.NativeSocketAt.Number;
import dev.keepalive.agent.weave.NativeSocketAt.Socket;
import dev.keepalive.agent.weave.RecordAt.Record;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** How native sockets are opened, set up and closed. */
final class NativeOpening {
  private NativeOpening() {}

  /** A connect that tells whether it is established already. */
  static final class Connect {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Socket Object socket, @Number int descriptor, @Advice.Argument(0) Object address) {
      NativeHooks.connecting(socket, descriptor, address);
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

  /** The channel of an accepted socket is ready. */
  static final class Accepted {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Socket Object socket, @Number int descriptor, @Advice.Argument(2) Object address) {
      NativeHooks.accepted(socket, descriptor, address);
    }
  }

  /** The same, with nothing said of the peer. */
  static final class AcceptedFromSomebody {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Socket Object socket, @Number int descriptor) {
      NativeHooks.accepted(socket, descriptor, null);
    }
  }

  /** Close begins. */
  static final class Close {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      NativeHooks.closing(record);
    }
  }

  /** The application sets an option; which, is told by the method's name. */
  static final class OptionSet {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Origin("#m") String setter,
        @Advice.Argument(0) Object value) {
      NativeHooks.optionSet(record, setter, value);
    }
  }
}
