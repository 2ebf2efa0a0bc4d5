package dev.keepalive.agent.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BootInjectionTest {
  @Test
  void every_class_of_the_boot_package_is_injected() throws Exception {
    File hooks = new File(getClass().getResource("/dev/keepalive/agent/boot/Hooks.class").toURI());
    Set<String> compiled = new TreeSet<>();
    for (String file : hooks.getParentFile().list()) {
      if (!file.equals("package-info.class")) {
        compiled.add(file.substring(0, file.length() - ".class".length()));
      }
    }
    assertEquals(compiled, new TreeSet<>(Arrays.asList(BootInjection.CLASSES)));
  }
}
