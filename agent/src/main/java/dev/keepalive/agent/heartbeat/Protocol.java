package dev.keepalive.agent.heartbeat;

import dev.keepalive.agent.boot.Bytes;

/**
 * Follows what the application writes and reads on one connection, well enough to say that it is
 * quiet at a message boundary; and takes the answer to a heartbeat out of what it reads. Whatever
 * the bytes' cut into pieces, the outcome is the same. Guarded by the lock of {@link Heartbeat}.
 *
 * <p>What it does not understand makes it give up, which only means: no heartbeats. While an answer
 * is due it must understand every byte, and what it does not is a violation: then nothing that is
 * read can be told from the answer any more.
 */
abstract class Protocol {
  /** The sort of answer that came. */
  enum Answer {
    /** None yet. */
    NONE,
    /** A sign of life. */
    EXPECTED,
    /** A well-formed refusal: alive, but no heartbeats for this rule. */
    REFUSED
  }

  /** Messages that the application has written of which each must be answered once. */
  protected long requests;

  /** Answers that have been read whole. */
  protected long replies;

  /** Bytes that need no look, in the direction of their names. */
  protected long skipWritten;

  protected long skipRead;

  private boolean due;
  private boolean taking;
  private boolean took;

  /** The application has written nothing since the last heartbeat. */
  private boolean silent;

  /** The last thing that happened was a heartbeat and its answer. */
  private boolean afterHeartbeat;

  private Answer answer = Answer.NONE;
  private String refusal = "";
  private String givenUp;
  private String violation;
  private boolean takesLeave;

  /** The heartbeat itself. */
  abstract byte[] request();

  /** One byte that the application writes. */
  protected abstract void write(byte b);

  /** One byte that was read; the end of an answer to a heartbeat calls {@link #answered}. */
  protected abstract void read(byte b);

  /** The last skipped byte has been read. */
  protected void readSkipped() {}

  /** The last skipped byte has been written. */
  protected void writtenSkipped() {}

  /** Why no heartbeat may be sent now, in a few words; null: it may. */
  protected abstract String notNow();

  /** The connection goes on under TLS. */
  void secured() {}

  /** Takes in what the application writes. */
  final void written(Bytes bytes, int from) {
    int length = bytes.length();
    int i = from;
    if (length > 0) {
      silent = false;
      afterHeartbeat = false;
    }
    while (i < length && givenUp == null) {
      if (skipWritten > 0) {
        int n = (int) Math.min(skipWritten, length - i);
        skipWritten -= n;
        i += n;
        if (skipWritten == 0) {
          writtenSkipped();
        }
      } else {
        write(bytes.at(i++));
      }
    }
  }

  /**
   * Takes in what was read, and takes out what answers a heartbeat.
   *
   * @return how many bytes, now at the front, are the application's; -1: violated, and none is
   */
  final int received(Bytes bytes) {
    int length = bytes.length();
    int kept = 0;
    int i = 0;
    while (i < length) {
      if (givenUp != null && !due) {
        // Nothing more of ours can come: the rest is the application's, unseen.
        bytes.move(i, kept, length - i);
        return kept + length - i;
      }
      int from = i;
      boolean ours = taking;
      if (skipRead > 0) {
        int n = (int) Math.min(skipRead, length - i);
        skipRead -= n;
        i += n;
        if (skipRead == 0) {
          readSkipped();
        }
      } else {
        took = false;
        read(bytes.at(i++));
        ours |= took;
      }
      if (violation != null) {
        return -1;
      }
      if (!ours) {
        bytes.move(from, kept, i - from);
        kept += i - from;
      }
    }
    return kept;
  }

  /** A heartbeat is being sent: the next answer is ours. */
  final void sending() {
    due = true;
    silent = true;
    answer = Answer.NONE;
  }

  /** It could not be sent after all, and shall not be tried again. */
  final void notSent() {
    dropped("a failure inside the agent");
  }

  /** Whether the answer to a heartbeat is due, or has come in part. */
  final boolean isDue() {
    return due;
  }

  /** What became of the last heartbeat. */
  final Answer answer() {
    return answer;
  }

  /** What {@link Answer#REFUSED} said. */
  final String refusal() {
    return refusal;
  }

  /** Null: all is understood. */
  final String givenUp() {
    return givenUp;
  }

  /** Null: none. */
  final String violation() {
    return violation;
  }

  /** The byte that is being read, and those that follow, are the answer's. */
  protected final void take() {
    taking = true;
    took = true;
  }

  protected final boolean isTaking() {
    return taking;
  }

  /** The byte that is being read was the last of the answer. */
  protected final void answered(Answer what, String words) {
    taking = false;
    due = false;
    afterHeartbeat = silent;
    answer = what;
    refusal = words;
  }

  /** The peer ends the connection in its own words, and no answer will come. */
  protected final void dropped(String why) {
    due = false;
    giveUp(why);
  }

  /**
   * As {@link #misunderstood}, in the place of an answer, but by a peer that only takes its leave.
   */
  protected final void lost(String why) {
    takesLeave = true;
    violation = why;
  }

  /** Whether a violation was no misunderstanding. */
  final boolean takesLeave() {
    return takesLeave;
  }

  /** No more heartbeats on this connection; an answer that is due is still taken out. */
  protected final void giveUp(String why) {
    if (givenUp == null) {
      givenUp = why;
    }
  }

  /** Whether nothing but a heartbeat happened since the last answer of the application's. */
  final boolean isAfterHeartbeat() {
    return afterHeartbeat;
  }

  /** What was read is none of this protocol, or comes unasked. */
  protected final void misunderstood(String why) {
    // After a heartbeat: a second answer to it, or the rest of one that was too long.
    if (due || afterHeartbeat) {
      violation = why;
    } else {
      giveUp(why);
    }
  }

  /** What is known is not to be trusted any more: a failure of ours. */
  final void failed() {
    misunderstood("a failure inside the agent");
  }

  /** An answer of the application's has been read. */
  protected final void replied() {
    if (++replies > requests) {
      misunderstood("an answer that nobody asked for");
    }
  }

  /** Whether every message has its answer. */
  protected final boolean isAnswered() {
    return replies == requests;
  }
}
