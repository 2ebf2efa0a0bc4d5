package dev.keepalive.agent;

import java.lang.instrument.Instrumentation;

/** Entry point of the agent. */
public final class KeepaliveAgent {
  private KeepaliveAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {}
}
