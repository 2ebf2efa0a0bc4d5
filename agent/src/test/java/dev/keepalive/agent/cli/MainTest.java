package dev.keepalive.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.agent.options.Option;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return Main.run(args, new PrintStream(out), new PrintStream(err));
  }

  @Test
  void help_names_every_option() {
    assertEquals(0, run());
    for (Option option : Option.values()) {
      assertTrue(out.toString().contains("  " + option.key() + " "), option.key());
    }
  }

  @Test
  void check_says_what_is_wrong_and_fails() {
    assertEquals(2, run("check", "keepalive.idel=5s"));
    assertTrue(err.toString().contains("did you mean 'keepalive.idle'"), err::toString);
  }

  @Test
  void check_reads_a_file(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("k.conf"), "keepalive.idle=45s\n");
    assertEquals(0, run("check", file.toString()));
    assertTrue(out.toString().contains("keepalive.idle=45s"), out::toString);
  }

  @Test
  void an_unknown_command_is_a_usage_error() {
    assertEquals(2, run("frobnicate"));
  }
}
