package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.boot.NativeHooks;
import dev.keepalive.agent.weave.NativeSocketAt.Number;
import dev.keepalive.agent.weave.NativeSocketAt.Peer;
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

  /** The channel of an accepted socket is ready; io_uring does not tell it of its peer. */
  static final class Accepted {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Socket Object socket, @Number int descriptor, @Peer Object address) {
      NativeHooks.accepted(socket, descriptor, address);
    }
  }

  /** Close begins. */
  static final class Close {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      NativeHooks.closing(record);
    }
  }

  /** A socket was marked as closed, for the first and only time, and is closed next. */
  static final class Release {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Number int descriptor, @Advice.Return boolean first) {
      if (first) {
        NativeHooks.releasing(descriptor);
      }
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
