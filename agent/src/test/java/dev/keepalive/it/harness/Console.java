package dev.keepalive.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A JMX console that is connected to a JVM, over loopback. */
public final class Console implements AutoCloseable {
  private final JMXConnector connector;

  private Console(JMXConnector connector) {
    this.connector = connector;
  }

  /** What the JVM needs, to listen there. */
  public static String[] arguments(int port) {
    String remote = "-Dcom.sun.management.jmxremote.";
    return new String[] {
      remote + "port=" + port,
      remote + "rmi.port=" + port,
      remote + "host=127.0.0.1",
      remote + "authenticate=false",
      remote + "ssl=false",
      "-Djava.rmi.server.hostname=127.0.0.1"
    };
  }

  /** Waits until the agent is there. */
  public static Console at(int port) {
    try {
      JMXServiceURL url =
          new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
      Console console = new Console(JMXConnectorFactory.connect(url));
      Await.noProblem(
          Await.LONG,
          () -> console.isThere("Agent") && console.isThere("Connections") ? null : "no agent");
      return console;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isThere(String type) {
    try {
      return server().isRegistered(name(type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public MBeanServerConnection server() throws IOException {
    return connector.getMBeanServerConnection();
  }

  public static ObjectName name(String type) {
    try {
      return new ObjectName("dev.keepalive:type=" + type);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  public Object attribute(String type, String attribute) {
    try {
      return server().getAttribute(name(type), attribute);
    } catch (JMException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Calls an operation.
   *
   * @throws Refused it said no
   */
  public Object invoke(String type, String operation, Object... arguments) throws Refused {
    String[] signature = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> boxed = arguments[i].getClass();
      signature[i] = PRIMITIVES.getOrDefault(boxed, boxed.getName());
    }
    try {
      return server().invoke(name(type), operation, arguments, signature);
    } catch (RuntimeMBeanException refused) {
      throw new Refused(refused.getTargetException());
    } catch (JMException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final Map<Class<?>, String> PRIMITIVES =
      new HashMap<>(Map.of(Integer.class, "int", Long.class, "long", Boolean.class, "boolean"));

  /** An operation said no. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(RuntimeException why) {
      super(why);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException theJvmHasEnded) {
      // As it may.
    }
  }
}
