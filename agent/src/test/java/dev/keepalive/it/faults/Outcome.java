package dev.keepalive.it.faults;

import java.util.Locale;

/**
 * What became of a client.
 *
 * @param what {@code went-on}, {@code told} or {@code hanging}
 * @param text the exception; empty: none
 */
public record Outcome(double seconds, String what, String text) {
  /** Of what a subject prints behind {@code RESULT client}. */
  static Outcome parse(String line) {
    String[] words = line.split(" ", 3);
    return new Outcome(Double.parseDouble(words[0]), words[1], words.length < 3 ? "" : words[2]);
  }

  boolean is(String other) {
    return what.equals(other);
  }

  /** The worse of two: hanging, then the later. */
  Outcome worse(Outcome other) {
    if (is("hanging") != other.is("hanging")) {
      return is("hanging") ? this : other;
    }
    return other.seconds > seconds ? other : this;
  }

  @Override
  public String toString() {
    switch (what) {
      case "hanging":
        return "hangs";
      case "went-on":
        return "goes on";
      default:
        return String.format(Locale.ROOT, "told %.1f s", seconds);
    }
  }
}
