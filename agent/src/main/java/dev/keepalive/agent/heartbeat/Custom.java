package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.options.HeartbeatOptions;

/**
 * A heartbeat as the options have it, in a protocol that is not known: a request has been answered,
 * so much can be seen, where the last byte that moved was read.
 */
final class Custom extends Protocol {
  private final HeartbeatOptions options;
  private boolean wroteLast;
  private boolean begun;
  private int matched;

  Custom(HeartbeatOptions options) {
    this.options = options;
  }

  @Override
  byte[] request() {
    return options.send.bytes();
  }

  @Override
  protected void write(byte b) {
    if (!begun && b == 0x16) {
      giveUp("TLS that is not the JDK's socket");
    }
    begun = true;
    wroteLast = true;
    skipWritten = Long.MAX_VALUE;
  }

  @Override
  protected void read(byte b) {
    if (isDue()) {
      take();
      if (!options.expect.matches(matched, b)) {
        misunderstood("not what heartbeat.expect says");
      } else if (++matched == options.expect.length()) {
        matched = 0;
        answered(Answer.EXPECTED, "");
      }
      return;
    }
    wroteLast = false;
    // Written bytes count again from here.
    skipWritten = 0;
  }

  @Override
  protected String notNow() {
    if (!begun) {
      return "nothing was said yet";
    }
    return wroteLast ? "an answer is due" : null;
  }
}
