package dev.keepalive.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** The native transports of Netty that the agent is tested on. */
public enum NettyCopies {
  EPOLL_4_1("epoll"),
  EPOLL_4_2("epoll"),
  /** In other packages, with its library renamed to match. */
  EPOLL_SHADED("epoll"),
  IO_URING_4_2("io_uring");

  private static final String SHADED = "io/grpc/netty/shaded/";

  private final String transport;

  NettyCopies(String transport) {
    this.transport = transport;
  }

  /** Those that run on a JDK; io_uring wants 9, and a kernel that lets it. */
  public static Stream<NettyCopies> on(Jdk jdk) {
    return Arrays.stream(values())
        .filter(copy -> copy != IO_URING_4_2 || jdk.feature() >= 9 && isUringAllowed());
  }

  private static boolean isUringAllowed() {
    Path disabled = Path.of("/proc/sys/kernel/io_uring_disabled");
    try {
      return Files.exists(disabled) && Files.readString(disabled).trim().equals("0");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String transport() {
    return transport;
  }

  /** Whether operations come back as numbers, not as results of calls. */
  public boolean isCompletionBased() {
    return this == IO_URING_4_2;
  }

  /**
   * A class path with this copy first.
   *
   * @param directory for classes that are made for it
   */
  public String classPath(Path directory, String classPath) {
    switch (this) {
      case EPOLL_4_1:
        return classPath;
      case EPOLL_SHADED:
        relocateSubjects(directory);
        return directory + File.pathSeparator + classPath;
      default:
        return jars(Path.of(System.getProperty("netty-next.dir"))) + withoutNetty(classPath);
    }
  }

  private static String jars(Path directory) {
    StringBuilder path = new StringBuilder();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
      jars.forEach(jar -> path.append(jar).append(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path.toString();
  }

  /** Netty refuses to start where it finds two libraries of one name. */
  private static String withoutNetty(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("netty-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The subjects as shading would make them. */
  private static void relocateSubjects(Path directory) {
    Path packageOfSubjects = Path.of("dev", "keepalive", "subjects");
    Path from = Artifacts.subjectClasses().resolve(packageOfSubjects);
    Path to = directory.resolve(packageOfSubjects);
    try (DirectoryStream<Path> classes = Files.newDirectoryStream(from, "*.class")) {
      Files.createDirectories(to);
      for (Path file : classes) {
        Files.write(to.resolve(file.getFileName()), relocated(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] relocated(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    Remapper shade =
        new Remapper() {
          @Override
          public String map(String internalName) {
            return internalName.startsWith("io/netty/") ? SHADED + internalName : internalName;
          }
        };
    new ClassReader(bytes).accept(new ClassRemapper(writer, shade), 0);
    return writer.toByteArray();
  }
}
