package dev.keepalive.agent.weave;

import dev.keepalive.agent.boot.LateRecords;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;

/**
 * Where the agent was attached later: the record as {@link RecordMapping} finds it, or else that of
 * a socket which is older than the weaving.
 */
final class LateRecordMapping implements Advice.OffsetMapping {
  private static final MethodDescription OF = of();

  private final RecordMapping record;

  LateRecordMapping(RecordMapping record) {
    this.record = record;
  }

  @Override
  public Target resolve(
      TypeDescription woven,
      MethodDescription method,
      Assigner assigner,
      Advice.ArgumentHandler argumentHandler,
      Sort sort) {
    return new Target.ForStackManipulation(
        new StackManipulation.Compound(
            record.load(woven), record.loadOwner(woven), MethodInvocation.invoke(OF)));
  }

  private static MethodDescription of() {
    try {
      return new MethodDescription.ForLoadedMethod(
          LateRecords.class.getMethod("of", Object.class, Object.class));
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
