package dev.keepalive.sample;

import java.io.Closeable;
import java.io.IOException;

/** One connection on which lines are asked and answered in turn. */
interface Conversation extends Closeable {
  /** Sends a line and waits for the line that answers it, as long as that takes. */
  String ask(String line) throws IOException;

  /** Sends bytes and waits until all of them are taken, as long as that takes. */
  void push(byte[] bytes) throws IOException;
}
