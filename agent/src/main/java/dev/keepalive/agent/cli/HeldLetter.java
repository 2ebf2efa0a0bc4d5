package dev.keepalive.agent.cli;

import dev.keepalive.agent.command.Answer;
import dev.keepalive.agent.command.Mailbox;
import dev.keepalive.agent.log.SuppressForbidden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The directory of one command, in a directory that may be another user's where root gives the
 * command, or in a container that may be hostile. So it is held by its descriptor, no link is ever
 * followed in it, and it is made only where that user could have made it as well.
 */
@SuppressForbidden("the command line has a JVM of its own")
final class HeldLetter implements Letter {
  private static final LinkOption NO_LINKS = LinkOption.NOFOLLOW_LINKS;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path name;
  private final UserPrincipal reader;
  private final SecureDirectoryStream<Path> parent;
  private final SecureDirectoryStream<Path> directory;

  private HeldLetter(Path name, UserPrincipal reader, SecureDirectoryStream<Path> parent)
      throws IOException {
    this.name = name;
    this.reader = reader;
    this.parent = parent;
    directory = parent.newDirectoryStream(name, NO_LINKS);
  }

  /**
   * @param root the root of the JVM's container; null: it sees the files that we see
   * @param temporary the JVM's directory for such things
   * @param reader the user of the JVM
   * @param leftOver it is there and only to be taken away
   * @throws java.nio.file.FileAlreadyExistsException another command is under way
   * @throws IOException it cannot be made, or must not
   */
  static Letter in(Path root, String temporary, String name, UserPrincipal reader, boolean leftOver)
      throws IOException {
    SecureDirectoryStream<Path> parent = open(root, temporary);
    try {
      PosixFileAttributes place = view(parent).readAttributes();
      if (!place.owner().equals(reader)
          && !place.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IOException(temporary + " is not for the JVM's user to write in");
      }
      if (!leftOver) {
        Path seen = Paths.get(root == null ? temporary : root + "/" + temporary);
        Files.createDirectory(seen.resolve(name), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      }
      return new HeldLetter(Paths.get(name), reader, parent);
    } catch (IOException | RuntimeException failure) {
      parent.close();
      throw failure;
    }
  }

  /** Within a container name by name: a link that leads out of it would lead to files of ours. */
  private static SecureDirectoryStream<Path> open(Path root, String temporary) throws IOException {
    if (root == null) {
      return secure(Files.newDirectoryStream(Paths.get(temporary)));
    }
    SecureDirectoryStream<Path> inner = secure(Files.newDirectoryStream(root));
    for (Path step : Paths.get(temporary)) {
      SecureDirectoryStream<Path> outer = inner;
      try {
        inner = outer.newDirectoryStream(step, NO_LINKS);
      } finally {
        outer.close();
      }
    }
    return inner;
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
      throws IOException {
    if (stream instanceof SecureDirectoryStream) {
      return (SecureDirectoryStream<Path>) stream;
    }
    stream.close();
    throw new IOException("this platform cannot hold a directory");
  }

  private static PosixFileAttributeView view(SecureDirectoryStream<Path> directory) {
    return directory.getFileAttributeView(PosixFileAttributeView.class);
  }

  /** Makes all of it the reader's own: the directory last. */
  @Override
  public void write(List<String> words) throws IOException {
    Path request = Paths.get(Mailbox.REQUEST);
    Set<OpenOption> options =
        new HashSet<OpenOption>(
            Arrays.<OpenOption>asList(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NO_LINKS));
    FileAttribute<?> readable =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    SeekableByteChannel out = directory.newByteChannel(request, options, readable);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Mailbox.request(words));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } finally {
      out.close();
    }
    give(directory.getFileAttributeView(request, PosixFileAttributeView.class, NO_LINKS));
    give(view(directory));
  }

  private void give(PosixFileAttributeView file) throws IOException {
    if (!file.readAttributes().owner().equals(reader)) {
      file.setOwner(reader);
    }
  }

  @Override
  public Answer answer() throws IOException {
    Path file = Paths.get(Answer.FILE);
    if (!directory
        .getFileAttributeView(file, PosixFileAttributeView.class, NO_LINKS)
        .readAttributes()
        .isRegularFile()) {
      throw new IOException("the answer is no file");
    }
    Set<OpenOption> options =
        new HashSet<OpenOption>(Arrays.<OpenOption>asList(StandardOpenOption.READ, NO_LINKS));
    InputStream in = Channels.newInputStream(directory.newByteChannel(file, options));
    try {
      return Answer.read(in);
    } finally {
      in.close();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      for (String file : Arrays.asList(Mailbox.REQUEST, Answer.FILE)) {
        try {
          directory.deleteFile(Paths.get(file));
        } catch (IOException notThere) {
          // The agent gave no answer, or whoever it belongs to was faster.
        }
      }
      parent.deleteDirectory(name);
    } catch (IOException notOursAnyMore) {
      // Its owner put something else there: it is no business of ours.
    } finally {
      directory.close();
      parent.close();
    }
  }
}
