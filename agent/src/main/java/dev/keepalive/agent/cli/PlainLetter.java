package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Answer;
import dev.keepalive.agent.command.Mailbox;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Where there is no {@code /proc}: for JVMs of the same user. */
@SuppressForbidden("the command line has a JVM of its own")
final class PlainLetter implements Letter {
  private final Path directory;

  private PlainLetter(Path directory) {
    this.directory = directory;
  }

  /**
   * @param leftOver it is there and only to be taken away
   * @throws java.nio.file.FileAlreadyExistsException another command is under way
   */
  static Letter in(String temporary, String name, boolean leftOver) throws IOException {
    Path directory = Paths.get(temporary, name);
    if (!leftOver) {
      Files.createDirectory(directory, attributes(directory.getParent()));
    }
    return new PlainLetter(directory);
  }

  private static FileAttribute<?>[] attributes(Path parent) throws IOException {
    return Files.getFileStore(parent).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[] {};
  }

  @Override
  public void write(List<String> words) throws IOException {
    Files.write(
        directory.resolve(Mailbox.REQUEST), Mailbox.request(words), StandardOpenOption.CREATE_NEW);
  }

  @Override
  public Answer answer() throws IOException {
    try (InputStream in = Files.newInputStream(directory.resolve(Answer.FILE))) {
      return Answer.read(in);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(directory.resolve(Mailbox.REQUEST));
    Files.deleteIfExists(directory.resolve(Answer.FILE));
    Files.deleteIfExists(directory);
  }
}
