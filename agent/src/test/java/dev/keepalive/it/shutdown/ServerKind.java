package dev.keepalive.it.shutdown;

import java.util.Locale;

/** The servers of the subjects' package {@code shutdown}. */
public enum ServerKind {
  THREADS,
  SELECTOR,
  ASYNC,
  JDK,
  TOMCAT,
  NETTY;

  /** What the subject calls it. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
