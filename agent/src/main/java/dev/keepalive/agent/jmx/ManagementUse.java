package dev.keepalive.agent.jmx;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Notices that something in the JVM begins to use JMX, by the one class that every MBean server
 * needs. Creating the platform's server ourselves would settle the log manager and the server's
 * builder before the application could (it has kept WildFly from starting).
 */
final class ManagementUse implements ClassFileTransformer {
  private static final String BUILDER = "javax/management/MBeanServerBuilder";

  private volatile boolean seen;

  static ManagementUse watch(Instrumentation instrumentation) {
    ManagementUse use = new ManagementUse();
    instrumentation.addTransformer(use);
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals("javax.management.MBeanServerBuilder")) {
        use.seen = true;
      }
    }
    return use;
  }

  boolean isSeen() {
    return seen;
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
    if (BUILDER.equals(name)) {
      seen = true;
    }
    return null;
  }
}
