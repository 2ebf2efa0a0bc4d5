package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.LateRecords;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Puts the advice of {@link Targets} into the bytes of one class, adding no member, so that classes
 * that are loaded already can be woven too. Byte Buddy's {@code AgentBuilder} is not used: it costs
 * two to three hundred milliseconds more at start and looks at every class that loads.
 */
final class Weaver {
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(InstrumentedType.Factory.Default.FROZEN)
          .with(Implementation.Context.Disabled.Factory.INSTANCE);
  private final ClassFileLocator jdk = ClassFileLocator.ForClassLoader.ofBootLoader();
  private final ClassFileLocator advice =
      ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
  private final TypePool advicePool = TypePool.Default.of(advice);

  /** What weaving one class gave. */
  static final class Result {
    final List<Target> woven = new ArrayList<Target>();
    final List<Target> missed = new ArrayList<Target>();

    /** Null: nothing to weave. */
    byte[] bytes;
  }

  /** Weaves those of the targets that these bytes have. */
  Result weave(String type, byte[] bytes, List<Target> targets) {
    ClassFileLocator locator =
        new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, bytes), jdk);
    TypePool pool = TypePool.Default.WithLazyResolution.of(locator);
    TypeDescription described = pool.describe(type).resolve();
    Result result = new Result();
    DynamicType.Builder<?> builder = byteBuddy.decorate(described, locator);
    for (Target target : targets) {
      ElementMatcher<MethodDescription> matcher = matcher(target);
      if (described.getDeclaredMethods().filter(matcher).isEmpty()) {
        if (target.required) {
          result.missed.add(target);
        }
        continue;
      }
      result.woven.add(target);
      RecordMapping record = new RecordMapping(target.recordAt);
      builder =
          builder.visit(
              Advice.withCustomMapping()
                  .bind(RecordAt.Record.class, mapping(target, record))
                  .bind(NativeSocketAt.Socket.class, record.ofNative(NativeSocketAt.Socket.class))
                  .bind(NativeSocketAt.Number.class, record.ofNative(NativeSocketAt.Number.class))
                  .bind(NativeSocketAt.Peer.class, record.ofNative(NativeSocketAt.Peer.class))
                  .to(advicePool.describe(target.advice.getName()).resolve(), advice)
                  .on(matcher));
    }
    if (!result.woven.isEmpty()) {
      result.bytes = builder.make(TypeResolutionStrategy.Disabled.INSTANCE, pool).getBytes();
    }
    return result;
  }

  /** A constructor's record is never late: it is just being born. */
  private static Advice.OffsetMapping mapping(Target target, RecordMapping record) {
    return LateRecords.wanted && target.recordAt.canBeLate() && !target.isConstructor()
        ? new LateRecordMapping(record)
        : record;
  }

  private static ElementMatcher<MethodDescription> matcher(Target target) {
    ElementMatcher.Junction<MethodDescription> named =
        target.isConstructor()
            ? ElementMatchers.<MethodDescription>isConstructor()
            : ElementMatchers.<MethodDescription>named(target.method);
    return target.descriptor == null
        ? named
        : named.and(ElementMatchers.<MethodDescription>hasDescriptor(target.descriptor));
  }
}
