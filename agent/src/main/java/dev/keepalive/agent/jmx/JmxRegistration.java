package dev.keepalive.agent.jmx;

import dev.keepalive.agent.boot.Hooks;
import dev.keepalive.agent.connections.Counters;
import dev.keepalive.agent.connections.Registry;
import dev.keepalive.agent.drain.DrainCommand;
import dev.keepalive.agent.watch.AgentThreads;
import dev.keepalive.agent.watch.Enforcer;
import dev.keepalive.agent.watch.WatchTask;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;

/**
 * Registers the MBeans once something else has created the platform's MBean server, or at once if
 * asked to. In a thread of its own, as the server may be anybody's and take its time.
 */
public final class JmxRegistration implements WatchTask {
  /**
   * The one class that every MBean server needs. Creating the platform's server ourselves would
   * settle the log manager and the server's builder before the application could (it has kept
   * WildFly from starting).
   */
  public static final String SERVER_BUILDER = "javax.management.MBeanServerBuilder";

  private static final String DOMAIN = "dev.keepalive:type=";
  private static final String RUNTIME = "java.lang:type=Runtime";

  private final AtomicBoolean used;
  private final AgentControl agent;
  private final Registry registry;
  private final Counters counters;
  private final Enforcer enforcer;
  private final DrainCommand drain;
  private final boolean readOnly;
  private boolean done;

  /**
   * @param used whether {@link #SERVER_BUILDER} has been loaded
   */
  public JmxRegistration(
      AtomicBoolean used,
      AgentControl agent,
      Registry registry,
      Counters counters,
      Enforcer enforcer,
      DrainCommand drain,
      boolean readOnly) {
    this.used = used;
    this.agent = agent;
    this.registry = registry;
    this.counters = counters;
    this.enforcer = enforcer;
    this.drain = drain;
    this.readOnly = readOnly;
  }

  /** Registers now, creating the platform's MBean server if need be. */
  public void registerNow() {
    done = true;
    register(ManagementFactory.getPlatformMBeanServer());
  }

  @Override
  public void tick() {
    final MBeanServer server = done || !used.get() ? null : platformServer();
    if (server != null) {
      done = true;
      AgentThreads.start(
          new Runnable() {
            @Override
            public void run() {
              register(server);
            }
          },
          "keepalive-agent-jmx");
    }
  }

  /** The platform's server if it is there, known by its content; null: not yet, or never. */
  private static MBeanServer platformServer() {
    for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
      if (server.isRegistered(name(RUNTIME))) {
        return server;
      }
    }
    return null;
  }

  /** The agent's own last: whoever reads its State finds the rest. */
  private void register(MBeanServer server) {
    try {
      Notifications notifications = new Notifications();
      register(
          server,
          "Connections",
          new ConnectionsBean(registry, counters, enforcer, drain, readOnly),
          ConnectionsMXBean.class,
          notifications);
      notifications.speakFor(name(DOMAIN + "Connections"));
      registry.observers().add(notifications);
      register(
          server,
          "Agent",
          new AgentBean(agent, readOnly),
          AgentMXBean.class,
          new NotificationBroadcasterSupport());
    } catch (JMException | RuntimeException | LinkageError failure) {
      Hooks.failed(failure);
    }
  }

  private static ObjectName name(String text) {
    try {
      return new ObjectName(text);
    } catch (JMException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }

  private static <T> void register(
      MBeanServer server, String type, T bean, Class<T> view, NotificationEmitter emitter)
      throws JMException {
    try {
      server.registerMBean(new DescribedMBean(bean, view, emitter), name(DOMAIN + type));
    } catch (InstanceAlreadyExistsException another) {
      Hooks.failed(another);
    }
  }
}
