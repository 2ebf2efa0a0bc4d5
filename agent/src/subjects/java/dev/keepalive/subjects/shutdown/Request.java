package dev.keepalive.subjects.shutdown;

/** A whole request, and how it is to be answered. */
final class Request {
  private static final int MEGABYTE = 1 << 20;

  private final String method;
  private final String target;
  private final int bodyLength;

  Request(String method, String target, int bodyLength) {
    this.method = method;
    this.target = target;
    this.bodyLength = bodyLength;
  }

  /** How long the handler takes. */
  long delayMillis() {
    return number("ms");
  }

  /** Whether the handler ends the JVM instead of answering. */
  boolean exits() {
    return target.equals("/exit");
  }

  /** Of a large answer; 0: a small one. */
  long bytes() {
    return number("mb") * MEGABYTE;
  }

  /** The body of a small answer. */
  String text() {
    return method.equals("POST") ? "took " + bodyLength : "ok";
  }

  private long number(String parameter) {
    int at = target.indexOf(parameter + "=");
    return at < 0 ? 0 : Long.parseLong(target.substring(at + parameter.length() + 1));
  }
}
