package dev.keepalive.agent.heartbeat;

import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * The text protocol of memcached. A heartbeat is {@code version}, which every version answers with
 * one line. The binary protocol, and commands that are quiet where they succeed, are given up.
 */
final class Memcached extends Protocol {
  private static final byte[] VERSION = "version\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_COMMAND = 64 * 1024;
  private static final int LONGEST_ANSWER = 512;
  private static final int BINARY = (byte) 0x80;

  private final StringBuilder command = new StringBuilder();
  private boolean awaitsData;

  private final StringBuilder line = new StringBuilder();
  private boolean inLine;
  private boolean inReply;
  private boolean endsWithData;

  @Override
  byte[] request() {
    return VERSION;
  }

  @Override
  protected String notNow() {
    if (requests == 0) {
      return "nothing was said yet";
    }
    boolean midway = command.length() > 0 || awaitsData || inLine || inReply || skipRead > 0;
    return midway || !isAnswered() ? "an answer is due" : null;
  }

  // ---- commands ----

  @Override
  protected void write(byte b) {
    if (command.length() == 0 && (b == BINARY || b == 0x16)) {
      giveUp(b == BINARY ? "the binary protocol" : "TLS that is not the JDK's socket");
    } else if (b != '\n') {
      command.append((char) (b & 0xff));
      if (command.length() > LONGEST_COMMAND) {
        giveUp("a command without an end");
      }
    } else {
      StringTokenizer words = new StringTokenizer(command.toString());
      String[] tokens = new String[words.countTokens()];
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = words.nextToken();
      }
      command.setLength(0);
      if (tokens.length == 0) {
        giveUp("not memcached");
      } else {
        commanded(tokens);
      }
    }
  }

  private void commanded(String[] words) {
    switch (words[0]) {
      case "set":
      case "add":
      case "replace":
      case "append":
      case "prepend":
      case "cas":
        data(words, 4);
        asked(words);
        break;
      case "ms":
        data(words, 2);
        meta(words);
        break;
      case "mg":
      case "md":
      case "ma":
      case "mn":
      case "me":
        meta(words);
        break;
      case "get":
      case "gets":
      case "gat":
      case "gats":
      case "incr":
      case "decr":
      case "delete":
      case "touch":
      case "stats":
      case "version":
      case "verbosity":
      case "flush_all":
        asked(words);
        break;
      default:
        giveUp("after " + words[0]);
        break;
    }
  }

  private void asked(String[] words) {
    if (!words[words.length - 1].equals("noreply")) {
      requests++;
    }
  }

  private void meta(String[] words) {
    for (int i = 1; i < words.length; i++) {
      if (words[i].equals("q")) {
        giveUp("after a quiet command");
        return;
      }
    }
    requests++;
  }

  private void data(String[] words, int at) {
    long size = words.length > at ? number(words[at]) : -1;
    if (size < 0) {
      giveUp("not memcached");
    } else {
      awaitsData = true;
      skipWritten = size + 2;
    }
  }

  @Override
  protected void writtenSkipped() {
    awaitsData = false;
  }

  // ---- replies ----

  @Override
  protected void read(byte b) {
    if (!inLine) {
      inLine = true;
      line.setLength(0);
      if (isDue() && !inReply) {
        take();
      } else if (!inReply && isAnswered()) {
        misunderstood("an answer that nobody asked for");
        return;
      }
    }
    if (b != '\n') {
      line.append((char) (b & 0xff));
      if (line.length() > (isTaking() ? LONGEST_ANSWER : LONGEST_COMMAND)) {
        misunderstood("a line without an end");
      }
      return;
    }
    inLine = false;
    int end = line.length() - 1;
    if (end < 0 || line.charAt(end) != '\r') {
      misunderstood("a line that ends in no CR LF");
      return;
    }
    line.setLength(end);
    if (isTaking()) {
      version(line.toString());
    } else {
      replied(line.toString());
    }
  }

  private void version(String said) {
    if (said.startsWith("VERSION ")) {
      answered(Answer.EXPECTED, said);
    } else if (said.startsWith("SERVER_ERROR")
        || said.startsWith("CLIENT_ERROR")
        || said.equals("ERROR")) {
      answered(Answer.REFUSED, said);
    } else {
      misunderstood("not the answer to version");
    }
  }

  private void replied(String said) {
    boolean meta = said.startsWith("VA ");
    if (meta || said.startsWith("VALUE ")) {
      StringTokenizer words = new StringTokenizer(said);
      String[] tokens = new String[words.countTokens()];
      for (int i = 0; i < tokens.length; i++) {
        tokens[i] = words.nextToken();
      }
      int at = meta ? 1 : 3;
      long size = tokens.length > at ? number(tokens[at]) : -1;
      if (size < 0) {
        misunderstood("not memcached");
      } else {
        inReply = true;
        endsWithData = meta;
        skipRead = size + 2;
      }
    } else if (said.startsWith("STAT ") || said.startsWith("ITEM ")) {
      inReply = true;
    } else {
      inReply = false;
      replied();
    }
  }

  @Override
  protected void readSkipped() {
    if (endsWithData) {
      endsWithData = false;
      inReply = false;
      replied();
    }
  }

  /** Minus one: it is none. */
  private static long number(String text) {
    try {
      long number = Long.parseLong(text);
      return number <= Integer.MAX_VALUE ? number : -1;
    } catch (NumberFormatException none) {
      return -1;
    }
  }
}
