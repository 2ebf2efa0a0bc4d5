package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.weave.RecordAt.Record;
import net.bytebuddy.asm.Advice;

/** The application sets socket options, or asks for them. */
final class Options {
  private Options() {}

  /** The application sets an option by the numbers of {@code java.net.SocketOptions}. */
  static final class Numbered {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Record Object record, @Advice.Argument(0) int option, @Advice.Argument(1) Object value) {
      Hooks.optionSet(record, option, value);
    }
  }

  /** The application sets a {@code java.net.SocketOption}. */
  static final class Named {

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Argument(0) Object option,
        @Advice.Argument(1) Object value) {
      Hooks.optionSet(record, option, value);
    }
  }

  /** The application asks for a {@code java.net.SocketOption}: all of ours are to be there. */
  static final class NamedAsked {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Record Object record) {
      Hooks.optionAsked(record);
    }
  }

  /** The application sets an option on a listening channel: what it accepts may inherit it. */
  static final class OfListener {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object self,
        @Advice.Argument(0) Object option,
        @Advice.Argument(1) Object value) {
      Hooks.optionSetOnListener(self, option, value);
    }
  }

  /** The application asks for an option by its number. */
  static final class Asked {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Record Object record,
        @Advice.Argument(0) int option,
        @Advice.Return(readOnly = false) Object value) {
      value = Hooks.readTimeoutAsked(record, option, value);
    }
  }
}
