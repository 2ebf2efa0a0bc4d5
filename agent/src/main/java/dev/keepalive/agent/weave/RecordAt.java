package dev.keepalive.agent.weave;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
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
 * Where a woven method finds the record: the lock object of the class itself, of the socket
 * implementation that a stream belongs to, or of the one that is being accepted into. Each is one
 * or two field reads that the woven class may do by itself, so no look-up is needed.
 */
enum RecordAt implements Advice.OffsetMapping {
  /** {@code this.stateLock}. */
  STATE_LOCK {
    @Override
    StackManipulation load(TypeDescription woven) {
      return new StackManipulation.Compound(
          MethodVariableAccess.loadThis(), read(woven, "stateLock", OBJECT));
    }
  },
  /** {@code this.fdLock}. */
  FD_LOCK {
    @Override
    StackManipulation load(TypeDescription woven) {
      return new StackManipulation.Compound(
          MethodVariableAccess.loadThis(), read(woven, "fdLock", OBJECT));
    }
  },
  /** {@code this.impl.fdLock}: the streams of Java 8 to 12. */
  IMPL_FD_LOCK {
    @Override
    StackManipulation load(TypeDescription woven) {
      TypeDescription impl = type("java.net.AbstractPlainSocketImpl");
      return new StackManipulation.Compound(
          MethodVariableAccess.loadThis(), read(woven, "impl", impl), read(impl, "fdLock", OBJECT));
    }

    @Override
    StackManipulation loadOwner(TypeDescription woven) {
      TypeDescription impl = type("java.net.AbstractPlainSocketImpl");
      return new StackManipulation.Compound(
          MethodVariableAccess.loadThis(), read(woven, "impl", impl));
    }
  },
  /** {@code ((AbstractPlainSocketImpl) argument0).fdLock}. */
  ARGUMENT_FD_LOCK {
    @Override
    StackManipulation load(TypeDescription woven) {
      return ofArgument(woven, "fdLock");
    }
  },
  /** {@code ((NioSocketImpl) argument0).stateLock}. */
  ARGUMENT_STATE_LOCK {
    @Override
    StackManipulation load(TypeDescription woven) {
      return ofArgument(woven, "stateLock");
    }
  },
  /** {@code this.this$0}: the TLS socket that a stream belongs to, not a record. */
  TLS_SOCKET {
    @Override
    StackManipulation load(TypeDescription woven) {
      return new StackManipulation.Compound(
          MethodVariableAccess.loadThis(),
          read(woven, "this$0", type("sun.security.ssl.SSLSocketImpl")));
    }
  },
  /** The native socket's, where {@code this} is one. */
  NATIVE(NativeSocketAt.THIS),
  /** The native socket's that a channel is made around. */
  NATIVE_ARGUMENT(NativeSocketAt.ARGUMENT),
  /** The native socket's of the channel that {@code this} belongs to. */
  NATIVE_OF_CHANNEL(NativeSocketAt.OF_CHANNEL),
  /** The advice does not ask for it. */
  NOWHERE;

  /** The parameter of an advice that takes the record. */
  @Retention(RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target(ElementType.PARAMETER)
  @interface Record {}

  private static final TypeDescription OBJECT = TypeDescription.ForLoadedType.of(Object.class);

  /** Null: a socket of the JDK's. */
  private final NativeSocketAt socket;

  RecordAt() {
    this(null);
  }

  RecordAt(NativeSocketAt socket) {
    this.socket = socket;
  }

  /** Of the JDK's own sockets. */
  StackManipulation load(TypeDescription woven) {
    return StackManipulation.Illegal.INSTANCE;
  }

  /** For the parameters of advice that take the native socket itself, or what it knows. */
  Advice.OffsetMapping mapping(Class<?> parameter) {
    return (socket == null ? NativeSocketAt.THIS : socket).mapping(parameter);
  }

  /** What the record belongs to: the woven object, unless it is a stream. */
  StackManipulation loadOwner(TypeDescription woven) {
    return MethodVariableAccess.loadThis();
  }

  /** Whether the record may be older than the weaving; of one just accepted it never is. */
  boolean canBeLate() {
    return this == STATE_LOCK || this == FD_LOCK || this == IMPL_FD_LOCK;
  }

  @Override
  public Target resolve(
      TypeDescription woven,
      MethodDescription method,
      Assigner assigner,
      Advice.ArgumentHandler argumentHandler,
      Sort sort) {
    return new Target.ForStackManipulation(
        socket == null ? load(woven) : socket.record(woven, method));
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
