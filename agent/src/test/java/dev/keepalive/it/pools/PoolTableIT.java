package dev.keepalive.it.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keepalive.it.harness.Commands;
import dev.keepalive.it.harness.Jdks;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * With the agent every pool recovers from every fault. With {@code -Dpool-table.write=true} it
 * makes {@code docs/pool-table.md}.
 */
@Isolated("times are told to the tenth of a second")
class PoolTableIT {
  private static final String COMMAND =
      "mvn -B verify -Dit.test=PoolTableIT -Dpool-table.write=true";

  @Test
  void every_pool_recovers(@TempDir Path directory) throws Exception {
    // PostgreSQL and MariaDB run as users of their own.
    Commands.run("chmod", "755", directory.toString());
    try (PoolTable table = new PoolTable(Jdks.near(17))) {
      table.measure(PoolFault.STOPPED);
      table.measure(PoolFault.REPLACED);
      table.measure(PoolFault.CLOSED);
      table.measureNat(directory);
      Path module = Path.of("").toAbsolutePath();
      Files.writeString(module.resolve("target/pool-table.md"), table.document(COMMAND));
      if (Boolean.getBoolean("pool-table.write")) {
        Files.writeString(module.resolve("../docs/pool-table.md"), table.document(COMMAND));
      }
      assertEquals("", String.join("\n", table.problems()));
    }
  }
}
