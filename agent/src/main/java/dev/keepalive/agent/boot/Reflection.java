package dev.keepalive.agent.boot;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedExceptionAction;

/** Opens private members of the JDK's classes. */
final class Reflection {
  private Reflection() {}

  static Field field(final String type, final String name) {
    return privileged(
        new PrivilegedExceptionAction<Field>() {
          @Override
          public Field run() throws Exception {
            return opened(Class.forName(type, false, null).getDeclaredField(name));
          }
        });
  }

  static Method method(final String type, final String name, final Class<?>... parameters) {
    return privileged(
        new PrivilegedExceptionAction<Method>() {
          @Override
          public Method run() throws Exception {
            // Initialised here: natives need the library that the static part of their class loads.
            Class<?> owner = Class.forName(type, true, null);
            return opened(owner.getDeclaredMethod(name, parameters));
          }
        });
  }

  /** A system property: an application under a security manager may not read it. */
  static String property(final String name) {
    return privileged(
        new PrivilegedExceptionAction<String>() {
          @Override
          public String run() {
            return System.getProperty(name);
          }
        });
  }

  private static <T extends AccessibleObject> T opened(T member) {
    member.setAccessible(true);
    return member;
  }

  /** With a security manager the application's stack has no right to look; the boot loader has. */
  @SuppressWarnings({"deprecation", "removal"}) // for removal since 17, needed up to 23
  private static <T> T privileged(PrivilegedExceptionAction<T> action) {
    try {
      return AccessController.doPrivileged(action);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
