package dev.keepalive.agent.jmx;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;

/**
 * An MXBean whose descriptions, parameter names and impacts come from {@link Described}: a plain
 * one shows {@code p0} and "unknown".
 */
final class DescribedMBean extends StandardEmitterMBean {
  private final Class<?> type;

  <T> DescribedMBean(T implementation, Class<T> type, NotificationEmitter emitter) {
    super(implementation, type, true, emitter);
    this.type = type;
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return text(type.getAnnotation(Described.class), info.getDescription());
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    Method getter = method((info.isIs() ? "is" : "get") + info.getName());
    return text(
        getter == null ? null : getter.getAnnotation(Described.class), info.getDescription());
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    Method method = method(info.getName());
    return text(
        method == null ? null : method.getAnnotation(Described.class), info.getDescription());
  }

  @Override
  protected String getDescription(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    return text(parameter(operation, sequence), parameter.getDescription());
  }

  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
    Described described = parameter(operation, sequence);
    return described == null ? parameter.getName() : described.name();
  }

  @Override
  protected int getImpact(MBeanOperationInfo info) {
    Method method = method(info.getName());
    Described described = method == null ? null : method.getAnnotation(Described.class);
    return described != null && described.action()
        ? MBeanOperationInfo.ACTION
        : MBeanOperationInfo.INFO;
  }

  private Described parameter(MBeanOperationInfo operation, int sequence) {
    Method method = method(operation.getName());
    if (method != null) {
      for (Annotation annotation : method.getParameterAnnotations()[sequence]) {
        if (annotation instanceof Described) {
          return (Described) annotation;
        }
      }
    }
    return null;
  }

  /** Names are unique in our interfaces. */
  private Method method(String name) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    return null;
  }

  private static String text(Described described, String otherwise) {
    return described == null ? otherwise : described.value();
  }
}
