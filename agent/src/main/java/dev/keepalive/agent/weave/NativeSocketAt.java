package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.NativeSockets;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.InetSocketAddress;
import java.util.Arrays;
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
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;
import net.bytebuddy.jar.asm.Opcodes;

/** Where a woven method of Netty finds the native socket, its number and its record. */
enum NativeSocketAt {
  /** {@code this}. */
  THIS {
    @Override
    TypeDescription type(TypeDescription woven, MethodDescription method) {
      return woven;
    }

    @Override
    StackManipulation socket(TypeDescription woven, MethodDescription method) {
      return MethodVariableAccess.loadThis();
    }
  },
  /** The second argument. */
  ARGUMENT {
    @Override
    TypeDescription type(TypeDescription woven, MethodDescription method) {
      // By name alone: its class file is not at hand, and nothing else of it is needed.
      return latent(method.getParameters().get(1).getType().asErasure().getName());
    }

    @Override
    StackManipulation socket(TypeDescription woven, MethodDescription method) {
      return MethodVariableAccess.load(method.getParameters().get(1));
    }
  },
  /** {@code this$0.socket}: of the channel that an io_uring handle belongs to. */
  OF_CHANNEL {
    @Override
    TypeDescription type(TypeDescription woven, MethodDescription method) {
      return sibling(woven, "LinuxSocket");
    }

    @Override
    StackManipulation socket(TypeDescription woven, MethodDescription method) {
      String outer = woven.getName().substring(woven.getName().lastIndexOf('.') + 1);
      TypeDescription channel = sibling(woven, outer.substring(0, outer.indexOf('$')));
      return new StackManipulation.Compound(
          MethodVariableAccess.loadThis(),
          read(woven, "this$0", channel),
          read(channel, "socket", type(woven, method)));
    }
  };

  /** The parameter of an advice that takes the socket. */
  @Retention(RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target(ElementType.PARAMETER)
  @interface Socket {}

  /** The parameter of an advice that takes the number of its descriptor. */
  @Retention(RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target(ElementType.PARAMETER)
  @interface Number {}

  /** The parameter of an advice that takes the address of its peer, as the kernel tells it. */
  @Retention(RetentionPolicy.RUNTIME)
  @java.lang.annotation.Target(ElementType.PARAMETER)
  @interface Peer {}

  private static final Generic PEER =
      TypeDescription.ForLoadedType.of(InetSocketAddress.class).asGenericType();
  private static final Generic OBJECT =
      TypeDescription.ForLoadedType.of(Object.class).asGenericType();
  private static final Generic INT = TypeDescription.ForLoadedType.of(int.class).asGenericType();

  abstract TypeDescription type(TypeDescription woven, MethodDescription method);

  abstract StackManipulation socket(TypeDescription woven, MethodDescription method);

  private StackManipulation number(TypeDescription woven, MethodDescription method) {
    return asked(woven, method, "intValue", INT);
  }

  /** What a public method of the socket answers. */
  private StackManipulation asked(
      TypeDescription woven, MethodDescription method, String question, Generic answer) {
    return new StackManipulation.Compound(
        socket(woven, method),
        call(
            type(woven, method),
            new MethodDescription.Token(
                question, Opcodes.ACC_PUBLIC, answer, Collections.<Generic>emptyList())));
  }

  StackManipulation record(TypeDescription woven, MethodDescription method) {
    return new StackManipulation.Compound(
        socket(woven, method),
        number(woven, method),
        call(
            latent(NativeSockets.class.getName()),
            new MethodDescription.Token(
                "record",
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
                OBJECT,
                Arrays.asList(OBJECT, INT))));
  }

  /** For {@link Socket}, {@link Number} and {@link Peer}. */
  Advice.OffsetMapping mapping(final Class<?> parameter) {
    return new Advice.OffsetMapping() {
      @Override
      public Target resolve(
          TypeDescription woven,
          MethodDescription method,
          Assigner assigner,
          Advice.ArgumentHandler argumentHandler,
          Sort sort) {
        return new Target.ForStackManipulation(
            parameter == Socket.class
                ? socket(woven, method)
                : parameter == Number.class
                    ? number(woven, method)
                    : asked(woven, method, "remoteAddress", PEER));
      }
    };
  }

  private static StackManipulation call(TypeDescription owner, MethodDescription.Token method) {
    return MethodInvocation.invoke(
        (MethodDescription.InDefinedShape) new MethodDescription.Latent(owner, method));
  }

  private static StackManipulation read(TypeDescription owner, String name, TypeDescription type) {
    return FieldAccess.forField(
            new FieldDescription.Latent(
                owner,
                name,
                Visibility.PRIVATE.getMask(),
                type.asGenericType(),
                Collections.<AnnotationDescription>emptyList()))
        .read();
  }

  private static TypeDescription sibling(TypeDescription woven, String simpleName) {
    String name = woven.getName();
    return latent(name.substring(0, name.lastIndexOf('.') + 1) + simpleName);
  }

  private static TypeDescription latent(String name) {
    return new TypeDescription.Latent(name, Opcodes.ACC_PUBLIC, null);
  }
}
