package dev.keepalive.agent.weave;

import java.util.Collections;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.description.type.TypeDescription.Generic;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;

/**
 * How a woven method loads its record: each is one or two field reads that the woven class may do
 * by itself, so no look-up is needed.
 */
final class RecordMapping implements Advice.OffsetMapping {
  private static final TypeDescription OBJECT = TypeDescription.ForLoadedType.of(Object.class);
  private static final TypeDescription PLAIN = type("java.net.AbstractPlainSocketImpl");

  private final RecordAt at;

  RecordMapping(RecordAt at) {
    this.at = at;
  }

  /** For the parameters of advice that take the native socket itself, or what it knows. */
  Advice.OffsetMapping ofNative(Class<?> parameter) {
    NativeSocketAt socket = socket();
    return (socket == null ? NativeSocketAt.THIS : socket).mapping(parameter);
  }

  /** Null: a socket of the JDK's. */
  private NativeSocketAt socket() {
    switch (at) {
      case NATIVE:
        return NativeSocketAt.THIS;
      case NATIVE_ARGUMENT:
        return NativeSocketAt.ARGUMENT;
      case NATIVE_OF_CHANNEL:
        return NativeSocketAt.OF_CHANNEL;
      default:
        return null;
    }
  }

  @Override
  public Target resolve(
      TypeDescription woven,
      MethodDescription method,
      Assigner assigner,
      Advice.ArgumentHandler argumentHandler,
      Sort sort) {
    NativeSocketAt socket = socket();
    return new Target.ForStackManipulation(
        socket == null ? load(woven) : socket.record(woven, method));
  }

  /** Of the JDK's own sockets. */
  StackManipulation load(TypeDescription woven) {
    switch (at) {
      case STATE_LOCK:
        return ofThis(woven, "stateLock", OBJECT);
      case FD_LOCK:
        return ofThis(woven, "fdLock", OBJECT);
      case IMPL_FD_LOCK:
        return new StackManipulation.Compound(
            ofThis(woven, "impl", PLAIN), read(PLAIN, "fdLock", OBJECT));
      case ARGUMENT_FD_LOCK:
        return ofArgument(woven, "fdLock");
      case ARGUMENT_STATE_LOCK:
        return ofArgument(woven, "stateLock");
      case TLS_SOCKET:
        return ofThis(woven, "this$0", type("sun.security.ssl.SSLSocketImpl"));
      default:
        return StackManipulation.Illegal.INSTANCE;
    }
  }

  /** What the record belongs to: the woven object, unless it is a stream. */
  StackManipulation loadOwner(TypeDescription woven) {
    return at == RecordAt.IMPL_FD_LOCK
        ? ofThis(woven, "impl", PLAIN)
        : MethodVariableAccess.loadThis();
  }

  private static StackManipulation ofThis(
      TypeDescription woven, String field, TypeDescription type) {
    return new StackManipulation.Compound(
        MethodVariableAccess.loadThis(), read(woven, field, type));
  }

  private static StackManipulation ofArgument(TypeDescription woven, String field) {
    return new StackManipulation.Compound(
        MethodVariableAccess.REFERENCE.loadFrom(1),
        TypeCasting.to(woven),
        read(woven, field, OBJECT));
  }

  /** The JVM finds an inherited field by the name of the subclass, so the owner may be that. */
  private static StackManipulation read(TypeDescription owner, String name, TypeDescription type) {
    Generic generic = type.asGenericType();
    return FieldAccess.forField(
            new FieldDescription.Latent(
                owner,
                name,
                Visibility.PRIVATE.getMask(),
                generic,
                Collections.<AnnotationDescription>emptyList()))
        .read();
  }

  private static TypeDescription type(String name) {
    return new TypeDescription.Latent(name, 0, null);
  }
}
