package dev.keepalive.subjects;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** Asks the agent of this JVM through JMX, as a monitoring system inside it would. */
public final class Registry {
  private static final long LIMIT_NANOS = 30_000_000_000L;

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  /** Waits until the agent has registered itself. */
  public Registry() throws Exception {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!server.isRegistered(name("Agent"))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the agent is not in JMX");
      }
      Thread.sleep(20);
    }
  }

  private static ObjectName name(String type) throws JMException {
    return new ObjectName("dev.keepalive:type=" + type);
  }

  Object agent(String attribute) throws JMException {
    return server.getAttribute(name("Agent"), attribute);
  }

  public Object connections(String attribute) throws JMException {
    return server.getAttribute(name("Connections"), attribute);
  }

  /** Open connections that match a filter. */
  public CompositeData[] list(String filter) throws JMException {
    return (CompositeData[])
        server.invoke(
            name("Connections"),
            "list",
            new Object[] {filter, 0},
            new String[] {String.class.getName(), int.class.getName()});
  }

  /** Condemns connections that match a filter. */
  void abort(String filter) throws JMException {
    server.invoke(
        name("Connections"),
        "abort",
        new Object[] {filter, "churn"},
        new String[] {String.class.getName(), String.class.getName()});
  }

  /**
   * Sets an option at run time.
   *
   * @throws javax.management.MBeanException it was refused; the cause says why
   */
  void setOption(String key, String value) throws JMException {
    server.invoke(
        name("Agent"),
        "setOption",
        new Object[] {key, value},
        new String[] {String.class.getName(), String.class.getName()});
  }

  /** Begins a drain on demand. */
  public void drain(int seconds) throws JMException {
    server.invoke(
        name("Connections"), "drain", new Object[] {seconds}, new String[] {int.class.getName()});
  }

  /** Whether one was running. */
  public boolean cancelDrain() throws JMException {
    return (Boolean) server.invoke(name("Connections"), "cancelDrain", null, null);
  }

  /** What a console shows of one of the agent's MBeans. */
  MBeanInfo describe(String type) throws JMException {
    return server.getMBeanInfo(name(type));
  }
}
