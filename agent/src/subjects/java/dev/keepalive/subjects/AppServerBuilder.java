package dev.keepalive.subjects;

import javax.management.MBeanServer;
import javax.management.MBeanServerBuilder;
import javax.management.MBeanServerDelegate;

/** A builder of MBean servers of the application's own: on its class path only. */
public final class AppServerBuilder extends MBeanServerBuilder {
  @Override
  public MBeanServer newMBeanServer(
      String domain, MBeanServer outer, MBeanServerDelegate delegate) {
    System.setProperty("ordinary.builder", "the application's");
    return super.newMBeanServer(domain, outer, delegate);
  }
}
