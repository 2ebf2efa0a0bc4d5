package dev.keepalive.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Weaves the classes of the running JDK and has the bytecode verified. */
class WeaverTest {
  private static List<Target> all() {
    List<Target> all = new ArrayList<>(Targets.ALL);
    all.addAll(Targets.LATE);
    return all;
  }

  static Stream<String> types() {
    return all().stream().map(target -> target.type).distinct().filter(type -> bytes(type) != null);
  }

  @ParameterizedTest
  @MethodSource("types")
  void every_target_of_this_jdk_is_woven_into_valid_bytecode(String type) {
    List<Target> targets =
        all().stream().filter(target -> target.type.equals(type)).collect(Collectors.toList());

    Weaver.Result result = new Weaver().weave(type, bytes(type), targets);

    assertTrue(result.missed.isEmpty(), () -> "missed " + result.missed);
    if (!result.woven.isEmpty()) {
      StringWriter problems = new StringWriter();
      CheckClassAdapter.verify(
          new ClassReader(result.bytes), null, false, new PrintWriter(problems));
      assertEquals("", problems.toString());
    }
  }

  static Stream<Gate> gates() {
    return Gate.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("gates")
  void every_gate_is_put_into_valid_bytecode(Gate gate) {
    StringWriter problems = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(GatePlacement.of(gate, bytes(gate.place))),
        null,
        false,
        new PrintWriter(problems));
    assertEquals("", problems.toString());
  }

  static Stream<String> nettyTypes() {
    return NativeTargets.ALL.stream()
        .map(target -> target.type)
        .distinct()
        .flatMap(type -> Stream.of(type, "io.grpc.netty.shaded." + type))
        .filter(type -> bytes(WeaverTest.class, type) != null);
  }

  @ParameterizedTest
  @MethodSource("nettyTypes")
  void every_target_of_netty_is_woven_into_valid_bytecode(String type) {
    byte[] bytes = bytes(WeaverTest.class, type);
    String prefix = type.substring(0, type.indexOf("io.netty."));
    List<Target> targets =
        NativeTargets.ALL.stream()
            .filter(target -> type.equals(prefix + target.type))
            .map(target -> target.shadedBy(prefix))
            .collect(Collectors.toList());

    Weaver.Result result = new Weaver().weave(type, bytes, targets);

    assertEquals(targets.size(), result.woven.size(), () -> "woven only " + result.woven);
    StringWriter problems = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(result.bytes),
        WeaverTest.class.getClassLoader(),
        false,
        new PrintWriter(problems));
    assertEquals("", problems.toString());
  }

  @Test
  void no_hook_point_stands_in_the_table_twice() {
    Set<String> seen = new HashSet<>();
    for (Target target : all()) {
      assertTrue(seen.add(target.type + target), () -> "twice: " + target);
    }
  }

  @Test
  void the_look_at_class_files_finds_what_weaving_finds() throws Exception {
    for (Target target : all()) {
      byte[] bytes = bytes(target.type);
      Set<String> methods = JdkClassFile.methods(target.type.replace('.', '/'));
      assertEquals(bytes == null, methods == null, target.type);
      if (bytes != null) {
        boolean woven = !new Weaver().weave(target.type, bytes, List.of(target)).woven.isEmpty();
        assertEquals(woven, target.isIn(methods), target.toString());
      }
    }
    assertFalse(Targets.ALL.isEmpty());
  }

  private static byte[] bytes(String type) {
    return bytes(Object.class, type);
  }

  private static byte[] bytes(Class<?> neighbour, String type) {
    try (InputStream in = neighbour.getResourceAsStream("/" + type.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
