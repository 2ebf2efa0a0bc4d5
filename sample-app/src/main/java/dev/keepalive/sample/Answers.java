package dev.keepalive.sample;

/** The protocol: what a line is answered with. */
final class Answers {
  private Answers() {}

  /** May take as long as the line asks for. */
  static String to(String line) {
    String[] words = line.trim().split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    try {
      switch (words[0]) {
        case "ECHO":
          return rest;
        case "SLEEP":
          Thread.sleep(Long.parseLong(rest));
          return "slept " + rest;
        case "BYTES":
          return new String(new char[Integer.parseInt(rest)]).replace('\0', 'x');
        default:
          return "ERROR no such line";
      }
    } catch (NumberFormatException e) {
      return "ERROR not a number: " + rest;
    } catch (InterruptedException e) {
      return "ERROR interrupted";
    }
  }
}
