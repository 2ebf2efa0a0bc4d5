package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.JvmBuilder;
import dev.keepalive.it.harness.Ss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that change while the application runs, on connections that are open. */
@Execution(ExecutionMode.CONCURRENT)
class RunTimeOptionsIT {
  private static final int ENDS = 6;

  @ParameterizedTest
  @MethodSource("dev.keepalive.it.harness.Jdks#all")
  void openConnectionsFollowTheConsole(Jdk jdk) {
    try (ForkedJvm jvm = controlled(jdk).agent("log=warn").start()) {
      jvm.awaitLine("READY");
      allEnds(jvm, row -> row.probesWithin(30));

      set(jvm, "keepalive.idle", "5s");
      allEnds(jvm, row -> row.probesWithin(5));

      set(jvm, "mode", "off");
      allEnds(jvm, row -> row.timer().isEmpty());

      set(jvm, "mode", "enforce");
      allEnds(jvm, row -> row.probesWithin(5));

      jvm.send("set keepalive.idel 5s");
      String refused = jvm.awaitLine("REFUSED keepalive.idel");
      assertTrue(refused.contains("did you mean 'keepalive.idle'"), refused);
      assertEquals(List.of(), jvm.stderr(), jvm::all);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"observe", "off"})
  void nothingIsChangedWhereNothingShouldBe(String mode) {
    try (ForkedJvm jvm = controlled(Jdks.any()).agent("log=warn,mode=" + mode).start()) {
      jvm.awaitLine("READY");
      allEnds(jvm, row -> row.timer().isEmpty());
      jvm.send("set mode enforce");
      String answer = jvm.awaitLine("REFUSED mode enforce");
      assertTrue(answer.contains(mode) || answer.contains("OFF"), answer);
      allEnds(jvm, row -> row.timer().isEmpty());
    }
  }

  /** Mounted files change by renaming. */
  @Test
  void theFileIsAKillSwitch(@TempDir Path files) throws IOException {
    Path config = files.resolve("keepalive.conf");
    Files.writeString(config, "keepalive.idle = 5s\n");
    try (ForkedJvm jvm = controlled(Jdks.any()).agent("log=warn,config=" + config).start()) {
      jvm.awaitLine("READY");
      allEnds(jvm, row -> row.probesWithin(5));

      replace(config, "mode = off\n");
      allEnds(jvm, row -> row.timer().isEmpty());

      replace(config, "keepalive.idle = 20s\n");
      allEnds(jvm, row -> row.probesWithin(20));
    }
  }

  @Test
  void theConsoleExplainsEverything() {
    try (ForkedJvm jvm = controlled(Jdks.any()).agent("log=warn").start()) {
      jvm.awaitLine("READY");
      jvm.send("describe");
      jvm.awaitLine("DESCRIBED");
      List<String> descriptions =
          jvm.stdout().stream().filter(line -> line.startsWith("DESCRIPTION ")).toList();
      assertTrue(
          descriptions.stream()
              .anyMatch(line -> line.startsWith("DESCRIPTION Connections.list(filter) = Words")),
          descriptions::toString);
      for (String line : descriptions) {
        String name = line.substring("DESCRIPTION ".length(), line.indexOf(" = "));
        String text = line.substring(line.indexOf(" = ") + 3);
        assertTrue(text.contains(" ") && !text.contains("exposed for management"), line);
        assertTrue(!name.matches(".*\\(p\\d+\\)"), line);
      }
    }
  }

  private static JvmBuilder controlled(Jdk jdk) {
    return ForkedJvm.on(jdk).subject("Controlled");
  }

  private static void set(ForkedJvm jvm, String key, String value) {
    jvm.send("set " + key + " " + value);
    jvm.awaitLine("SET " + key + " " + value);
  }

  private static void replace(Path file, String content) throws IOException {
    Path next = file.resolveSibling("next");
    Files.writeString(next, content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void allEnds(ForkedJvm jvm, Predicate<Ss.Row> expected) {
    Await.noProblem(
        Await.LONG,
        () -> {
          List<Ss.Row> rows = Ss.established(jvm.pid());
          return rows.size() == ENDS && rows.stream().allMatch(expected) ? null : rows + jvm.all();
        });
  }
}
