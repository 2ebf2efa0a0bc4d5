package dev.keepalive.sample;

/** Entry point of the sample application. */
public final class SampleApp {
  private SampleApp() {}

  public static void main(String[] args) {}
}
