package dev.keepalive.agent.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PreloadingTest {
  private static final String HERE = "drain.";

  @Test
  void every_class_of_this_package_is_loaded_ahead() throws Exception {
    File exit = new File(Exit.class.getResource("Exit.class").toURI());
    Set<String> compiled = new TreeSet<>();
    for (String file : exit.getParentFile().list()) {
      if (!file.equals("package-info.class")) {
        compiled.add(HERE + file.substring(0, file.length() - ".class".length()));
      }
    }
    Set<String> listed = new TreeSet<>();
    for (String name : Preloading.CLASSES) {
      if (name.startsWith(HERE)) {
        listed.add(name);
      }
      Class.forName("dev.keepalive.agent." + name, false, Exit.class.getClassLoader());
    }
    assertEquals(compiled, listed);
  }
}
