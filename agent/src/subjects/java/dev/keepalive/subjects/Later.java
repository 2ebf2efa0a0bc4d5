package dev.keepalive.subjects;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Calls what Java 8 does not have yet. */
public final class Later {
  private Later() {}

  static boolean has(String className) {
    try {
      Class.forName(className);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Feature version of the JVM that this runs on. */
  public static int feature() {
    String version = System.getProperty("java.specification.version");
    return Integer.parseInt(version.startsWith("1.") ? version.substring(2) : version);
  }

  public static Object callStatic(
      String className, String method, Class<?>[] types, Object... arguments) {
    try {
      return invoke(Class.forName(className).getMethod(method, types), null, arguments);
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  static Object call(
      Object target, String className, String method, Class<?>[] types, Object... a) {
    try {
      return invoke(Class.forName(className).getMethod(method, types), target, a);
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  static Class<?> type(String className) {
    try {
      return Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object invoke(Method method, Object target, Object... arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
