package dev.keepalive.agent.cli;

import dev.keepalive.agent.log.SuppressForbidden;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The jar that this program runs from. */
@SuppressForbidden("the command line has a JVM of its own")
final class Own {
  private static final String NAME = "keepalive-agent.jar";

  private Own() {}

  static File jar() throws CommandFailed {
    try {
      return new File(Own.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException | RuntimeException e) {
      throw new CommandFailed(CommandFailed.UNREACHABLE, "this jar cannot be found: " + e);
    }
  }

  /** Copies it into a directory: for images without {@code cp}. */
  static Path copyTo(Path directory) throws CommandFailed {
    try {
      Path copy = directory.resolve(NAME);
      Files.copy(jar().toPath(), copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } catch (IOException e) {
      throw CommandFailed.usage("cannot be copied to " + directory + ": " + e);
    }
  }
}
