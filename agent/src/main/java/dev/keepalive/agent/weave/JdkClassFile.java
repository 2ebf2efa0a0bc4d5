package dev.keepalive.agent.weave;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.utility.OpenedClassReader;

/** Looks into the class files of the running JDK. */
final class JdkClassFile {
  private JdkClassFile() {}

  /**
   * The methods that a class declares, as name and descriptor in one word.
   *
   * @param internalName as {@code java/net/Socket}
   * @return null: this JDK has no such class
   */
  static Set<String> methods(String internalName) throws IOException {
    byte[] bytes = bytes(internalName);
    if (bytes == null) {
      return null;
    }
    final Set<String> methods = new HashSet<String>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(OpenedClassReader.ASM_API) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  String signature,
                  String[] exceptions) {
                methods.add(name + descriptor);
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    return methods;
  }

  /**
   * As it is in the JDK.
   *
   * @param internalName as {@code java/net/Socket}
   * @return null: this JDK has no such class
   */
  static byte[] bytes(String internalName) throws IOException {
    InputStream in = Object.class.getResourceAsStream('/' + internalName + ".class");
    if (in == null) {
      return null;
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[16 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      return bytes.toByteArray();
    } finally {
      in.close();
    }
  }
}
