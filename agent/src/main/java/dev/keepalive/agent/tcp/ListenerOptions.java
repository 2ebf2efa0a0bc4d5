package dev.keepalive.agent.tcp;

import dev.keepalive.agent.boot.Clock;
import dev.keepalive.agent.boot.DescriptorUse;
import dev.keepalive.agent.boot.Listener;
import java.io.FileDescriptor;

/**
 * The TCP options of a listener. The kernel gives them to each connection that it makes for it, so
 * that nothing need be set on an accepted one.
 *
 * <p>Connections that were made before a change may wait in the backlog for ever so long; they are
 * accepted first. So after a change each is asked, until one has what the listener has now, and
 * later one in a second.
 */
final class ListenerOptions {
  private static final long GOOD_MILLIS = 1000;

  /** How options are put on a descriptor. */
  interface Change {
    /**
     * @param state what is known of it; null: nothing
     */
    OptionState make(FileDescriptor descriptor, OptionState state);
  }

  /** What was seen on a connection, and when. */
  private static final class Seen {
    final OptionState state;
    final long at = Clock.now;

    Seen(OptionState state) {
      this.state = state;
    }
  }

  final Listener listener;
  private OptionState state;

  /** What it was before the last change; null: there was none. */
  private OptionState before;

  private volatile Seen seen;

  ListenerOptions(Listener listener) {
    this.listener = listener;
  }

  int port() {
    return listener.port();
  }

  /** What a connection has that is accepted now; null: ask it. */
  OptionState inherited() {
    Seen last = seen;
    return last != null && Clock.now - last.at < GOOD_MILLIS ? last.state : null;
  }

  /**
   * @param found what a connection has that was just accepted
   * @return the same, with what was wished by others than us; null: it is none of this listener's
   */
  synchronized OptionState learn(OptionState found) {
    if (state != null && found.hasInForce(state)) {
      seen = new Seen(state);
      return state;
    }
    return before != null && found.hasInForce(before) ? before : null;
  }

  synchronized void change(final Change change) throws Exception {
    seen = null;
    before = state;
    listener.withDescriptor(
        new DescriptorUse() {
          @Override
          public void use(FileDescriptor descriptor) {
            state = change.make(descriptor, state);
          }
        });
  }
}
