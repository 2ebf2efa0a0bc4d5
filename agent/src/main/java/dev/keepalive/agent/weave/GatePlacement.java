package dev.keepalive.agent.weave;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts a {@link Gate} into the bytes of its place. By ASM alone, as Byte Buddy is what can wait.
 */
final class GatePlacement extends ClassVisitor {
  private static final String INITIALIZER = "<clinit>";
  private static final int NO_FLAGS = 0;

  private final String loads;
  private boolean done;

  private GatePlacement(ClassWriter writer, String loads) {
    super(Opcodes.ASM9, writer);
    this.loads = loads;
  }

  /**
   * @return the class with the gate
   * @throws IllegalStateException it has no initializer
   */
  static byte[] of(Gate gate, byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, NO_FLAGS);
    GatePlacement placement = new GatePlacement(writer, gate.loads);
    reader.accept(placement, NO_FLAGS);
    if (!placement.done) {
      throw new IllegalStateException("no initializer");
    }
    return writer.toByteArray();
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor visitor = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (!name.equals(INITIALIZER)) {
      return visitor;
    }
    done = true;
    return new MethodVisitor(Opcodes.ASM9, visitor) {
      @Override
      public void visitCode() {
        super.visitCode();
        loadIfThere(this);
      }

      @Override
      public void visitMaxs(int stack, int locals) {
        super.visitMaxs(Math.max(stack, 1), locals);
      }
    };
  }

  /** A JDK that lacks the class is no reason for its sockets to fail. */
  private void loadIfThere(MethodVisitor code) {
    Label begin = new Label();
    Label end = new Label();
    Label missing = new Label();
    Label on = new Label();
    code.visitTryCatchBlock(begin, end, missing, "java/lang/Throwable");
    code.visitLabel(begin);
    code.visitLdcInsn(Type.getObjectType(loads));
    code.visitInsn(Opcodes.POP);
    code.visitLabel(end);
    code.visitJumpInsn(Opcodes.GOTO, on);
    code.visitLabel(missing);
    code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
    code.visitInsn(Opcodes.POP);
    code.visitLabel(on);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
  }
}
