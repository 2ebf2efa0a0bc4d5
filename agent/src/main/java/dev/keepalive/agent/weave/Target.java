package dev.keepalive.agent.weave;

import java.util.Set;

/** One hook point: a method of a JDK class, and the advice that goes into it. */
final class Target {
  /** Binary name of the class. */
  final String type;

  final String method;

  /** JVM descriptor; null: whatever the method's is (constructors that differ by version). */
  final String descriptor;

  final RecordAt recordAt;

  /** Class of this package, as {@code Birth$Socket}: by name, as most are never needed. */
  final String advice;

  /** False: a method that only some versions have, with nothing lost where it is absent. */
  final boolean required;

  private Target(
      String type,
      String method,
      String descriptor,
      RecordAt recordAt,
      String advice,
      boolean required) {
    this.type = type;
    this.method = method;
    this.descriptor = descriptor;
    this.recordAt = recordAt;
    this.advice = advice;
    this.required = required;
  }

  static Target required(
      String type, String method, String descriptor, RecordAt recordAt, String advice) {
    return new Target(type, method, descriptor, recordAt, advice, true);
  }

  static Target optional(
      String type, String method, String descriptor, RecordAt recordAt, String advice) {
    return new Target(type, method, descriptor, recordAt, advice, false);
  }

  /**
   * The same in a copy of the library that stands in other packages.
   *
   * @param prefix as {@code org.shaded.}; may be empty
   */
  Target shadedBy(String prefix) {
    return new Target(
        prefix + type,
        method,
        descriptor.replace("Lio/netty/", 'L' + prefix.replace('.', '/') + "io/netty/"),
        recordAt,
        advice,
        required);
  }

  boolean isConstructor() {
    return "<init>".equals(method);
  }

  /** Whether a class has it that declares these methods, given as name and descriptor. */
  boolean isIn(Set<String> methods) {
    for (String declared : methods) {
      if (is(declared)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is this method, given as name and descriptor. */
  boolean is(String declared) {
    return descriptor == null
        ? declared.startsWith(method + '(')
        : declared.length() == method.length() + descriptor.length()
            && declared.startsWith(method)
            && declared.endsWith(descriptor);
  }

  /** As {@code SocketChannelImpl.read(Ljava/nio/ByteBuffer;)I}. */
  @Override
  public String toString() {
    return type.substring(type.lastIndexOf('.') + 1)
        + '.'
        + method
        + (descriptor == null ? "" : descriptor);
  }
}
