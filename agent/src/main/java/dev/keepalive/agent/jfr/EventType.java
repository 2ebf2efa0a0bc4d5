package dev.keepalive.agent.jfr;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** One type of event, made at run time through {@code jdk.jfr.EventFactory}. */
final class EventType {
  private final Object factory;
  private final Method newEvent;
  private final Object type;
  private final Method isEnabled;
  private final Method set;
  private final Method commit;

  /**
   * @param fields names and types in turn: {@code "cut", int.class}
   */
  EventType(String name, String label, String description, Object... fields)
      throws ReflectiveOperationException {
    List<Object> annotations = new ArrayList<Object>();
    annotations.add(annotation("Name", "dev.keepalive." + name));
    annotations.add(annotation("Label", label));
    annotations.add(annotation("Description", description));
    annotations.add(annotation("Category", new String[] {"Keepalive Agent"}));
    annotations.add(annotation("StackTrace", false));
    List<Object> descriptors = new ArrayList<Object>();
    Constructor<?> descriptor = type("ValueDescriptor").getConstructor(Class.class, String.class);
    for (int i = 0; i < fields.length; i += 2) {
      descriptors.add(descriptor.newInstance(fields[i + 1], fields[i]));
    }
    Class<?> factoryType = type("EventFactory");
    factory =
        factoryType
            .getMethod("create", List.class, List.class)
            .invoke(null, annotations, descriptors);
    newEvent = factoryType.getMethod("newEvent");
    type = factoryType.getMethod("getEventType").invoke(factory);
    isEnabled = type("EventType").getMethod("isEnabled");
    Class<?> eventType = type("Event");
    set = eventType.getMethod("set", int.class, Object.class);
    commit = eventType.getMethod("commit");
  }

  /** Whether a recording that runs wants it. */
  boolean isEnabled() throws ReflectiveOperationException {
    return (Boolean) isEnabled.invoke(type);
  }

  void commit(Object... values) throws ReflectiveOperationException {
    Object event = newEvent.invoke(factory);
    for (int i = 0; i < values.length; i++) {
      set.invoke(event, i, values[i]);
    }
    commit.invoke(event);
  }

  private static Object annotation(String name, Object value) throws ReflectiveOperationException {
    return type("AnnotationElement")
        .getConstructor(Class.class, Object.class)
        .newInstance(type(name), value);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("jdk.jfr." + name, true, null);
  }
}
