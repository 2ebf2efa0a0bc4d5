package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.LateRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeInitializer;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Puts the advice of {@link Targets} into the bytes of one class, adding no member, so that classes
 * that are loaded already can be woven too.
 *
 * <p>Byte Buddy's {@code Advice} is driven by its ASM directly: its {@code AgentBuilder} costs two
 * to three hundred milliseconds more at start and looks at every class that loads, its {@code
 * ByteBuddy} takes all methods apart, of which most can be copied as they are.
 */
final class Weaver {
  private static final String PACKAGE = Weaver.class.getPackage().getName() + '.';
  private static final int NO_FLAGS = 0;

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
    TypePool pool =
        TypePool.Default.WithLazyResolution.of(
            new ClassFileLocator.Compound(ClassFileLocator.Simple.of(type, bytes), jdk));
    TypeDescription described = pool.describe(type).resolve();
    Map<String, MethodDescription> methods = new HashMap<String, MethodDescription>();
    for (MethodDescription method : described.getDeclaredMethods()) {
      methods.put(method.getInternalName() + method.getDescriptor(), method);
    }
    Result result = new Result();
    Map<String, Advice> advices = new HashMap<String, Advice>();
    for (Target target : targets) {
      boolean found = false;
      for (String method : methods.keySet()) {
        if (target.is(method)) {
          advices.put(method, advice(target));
          found = true;
        }
      }
      if (found) {
        result.woven.add(target);
      } else if (target.required) {
        result.missed.add(target);
      }
    }
    if (!advices.isEmpty()) {
      result.bytes = apply(bytes, pool, described, methods, advices);
    }
    return result;
  }

  private Advice advice(Target target) {
    RecordMapping record = new RecordMapping(target.recordAt);
    return Advice.withCustomMapping()
        .bind(RecordAt.Record.class, mapping(target, record))
        .bind(NativeSocketAt.Socket.class, record.ofNative(NativeSocketAt.Socket.class))
        .bind(NativeSocketAt.Number.class, record.ofNative(NativeSocketAt.Number.class))
        .bind(NativeSocketAt.Peer.class, record.ofNative(NativeSocketAt.Peer.class))
        .to(advicePool.describe(PACKAGE + target.advice).resolve(), advice);
  }

  /** A constructor's record is never late: it is just being born. */
  private static Advice.OffsetMapping mapping(Target target, RecordMapping record) {
    return LateRecords.wanted && target.recordAt.canBeLate() && !target.isConstructor()
        ? new LateRecordMapping(record)
        : record;
  }

  private static byte[] apply(
      byte[] bytes,
      final TypePool pool,
      final TypeDescription type,
      final Map<String, MethodDescription> methods,
      final Map<String, Advice> advices) {
    ClassReader reader = OpenedClassReader.of(bytes);
    ClassFileVersion version = ClassFileVersion.ofClassFile(bytes);
    final Implementation.Context context =
        Implementation.Context.Disabled.Factory.INSTANCE.make(
            type,
            null,
            TypeInitializer.None.INSTANCE,
            version,
            version,
            Implementation.Context.FrameGeneration.GENERATE);
    // Knowing the reader it copies methods that nobody looks at.
    ClassWriter writer = new ClassWriter(reader, NO_FLAGS);
    reader.accept(
        new ClassVisitor(OpenedClassReader.ASM_API, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor visitor =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            Advice advice = advices.get(name + descriptor);
            return advice == null
                ? visitor
                : advice.wrap(
                    type,
                    methods.get(name + descriptor),
                    visitor,
                    context,
                    pool,
                    NO_FLAGS,
                    NO_FLAGS);
          }
        },
        NO_FLAGS);
    return writer.toByteArray();
  }
}
