package dev.keepalive.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keepalive.it.harness.Jdk;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.shutdown.RollingRestart;
import dev.keepalive.it.shutdown.RollingRestartDocument;
import dev.keepalive.it.shutdown.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Servers without any shutdown logic, restarted in turn behind HAProxy under a steady load; with
 * {@code -Drolling-restart.write=true} all kinds, and {@code docs/rolling-restart.md} is made.
 */
@Isolated("it keeps both cores busy")
class RollingRestartIT {
  private static final String COMMAND =
      "mvn -B verify -Dit.test=RollingRestartIT -Drolling-restart.write=true";
  private static final boolean WRITE = Boolean.getBoolean("rolling-restart.write");
  private static final List<ServerKind> SOME = List.of(ServerKind.THREADS, ServerKind.NETTY);

  @Test
  void noGetFails(@TempDir Path directory) throws IOException, InterruptedException {
    Jdk jdk = Jdks.any();
    int restarts = WRITE ? 3 : 1;
    // For readers: about as many requests in either column.
    long leastMillis = WRITE ? 4500 : 0;
    RollingRestartDocument document = new RollingRestartDocument();
    for (ServerKind kind : WRITE ? List.of(ServerKind.values()) : SOME) {
      RollingRestart.Result without =
          new RollingRestart(jdk, kind, false).run(restarts, leastMillis, directory);
      RollingRestart.Result with =
          new RollingRestart(jdk, kind, true).run(restarts, leastMillis, directory);
      System.out.println(
          kind + " without the agent: GET " + without.gets() + "; POST " + without.posts());
      System.out.println(kind + " with the agent: GET " + with.gets() + "; POST " + with.posts());
      document.add(kind, without, with);
      assertTrue(without.posts().failed() > 0, () -> kind + ": nothing is lost without" + without);
      assertEquals(0, with.gets().failed(), () -> kind + ": " + with);
      assertTrue(
          with.posts().failed() < without.posts().failed(), () -> kind + ": " + with.posts());
    }
    String text = document.text(restarts, jdk.feature(), COMMAND);
    Path module = Path.of("").toAbsolutePath();
    Files.writeString(module.resolve("target/rolling-restart.md"), text);
    if (WRITE) {
      Files.writeString(module.resolve("../docs/rolling-restart.md"), text);
    }
  }
}
