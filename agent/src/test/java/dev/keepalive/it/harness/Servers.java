package dev.keepalive.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Real servers, private to a test: each on a free port, with its data in a directory of its own.
 */
public final class Servers implements AutoCloseable {
  private final List<Process> processes = new ArrayList<>();
  private final Map<Integer, Process> byPort = new HashMap<>();
  private final Path directory;

  public Servers() {
    try {
      directory = Files.createTempDirectory("keepalive-servers");
      // PostgreSQL and MariaDB run as users of their own.
      Commands.run("chmod", "755", directory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts Redis and returns its port. */
  public int redis() {
    int port = freePort();
    start(
        port,
        Requirements.command("redis-server"),
        "--port",
        "" + port,
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        directory.toString());
    return port;
  }

  /** Starts Redis behind TLS, with the key store of {@link Tls}, and returns its port. */
  public int redisOverTls() {
    int port = freePort();
    Tls.arguments(directory);
    String pem = Tls.pem(directory).toString();
    start(
        port,
        Requirements.command("redis-server"),
        "--port",
        "0",
        "--tls-port",
        "" + port,
        "--tls-cert-file",
        pem,
        "--tls-key-file",
        pem,
        "--tls-ca-cert-file",
        pem,
        "--tls-auth-clients",
        "no",
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        directory.toString());
    return port;
  }

  /** What a JVM needs to trust the servers that speak TLS. */
  public String[] tlsArguments() {
    return Tls.arguments(directory);
  }

  /** Starts memcached and returns its port. */
  public int memcached() {
    int port = freePort();
    start(
        port,
        Requirements.command("memcached"),
        "-p",
        "" + port,
        "-l",
        "127.0.0.1",
        "-U",
        "0",
        "-u",
        "nobody");
    return port;
  }

  /** Freezes a server with all its processes: the kernel goes on answering for it. */
  public void stop(int port) {
    signal("STOP", port);
  }

  /** Lets it go on. */
  public void resume(int port) {
    signal("CONT", port);
  }

  private void signal(String name, int port) {
    Process process = byPort.get(port);
    StringBuilder pids = new StringBuilder();
    process.descendants().forEach(child -> pids.append(child.pid()).append(' '));
    // Some end by themselves meanwhile.
    Commands.run("sh", "-c", "kill -" + name + " " + pids + process.pid() + " 2>&1 || true");
  }

  /** Starts PostgreSQL and returns its port; the user is {@code postgres}, without a password. */
  public int postgres() {
    return startPostgres(new String[0]);
  }

  /** Starts PostgreSQL that speaks TLS to whoever asks for it, and returns its port. */
  public int postgresOverTls() {
    String pem = pemFor(serverUser("postgres"));
    return startPostgres("-c", "ssl=on", "-c", "ssl_cert_file=" + pem, "-c", "ssl_key_file=" + pem);
  }

  private int startPostgres(String... more) {
    String user = serverUser("postgres");
    String home = newest(Path.of("/usr/lib/postgresql"), "bin/postgres");
    Path data = dataOf(user, "pg");
    int port = freePort();
    as(user, home + "/bin/initdb", "-D", data.toString(), "-A", "trust", "-U", "postgres", "-N");
    start(
        port,
        asUser(
            user,
            with(
                more,
                home + "/bin/postgres",
                "-D",
                data.toString(),
                "-p",
                "" + port,
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off")));
    return port;
  }

  /** Starts MariaDB and returns its port; the user is {@code root}, without a password. */
  public int mariadb() {
    return startMariadb(new String[0]);
  }

  /** Starts MariaDB that speaks TLS to whoever asks for it, and returns its port. */
  public int mariadbOverTls() {
    String pem = pemFor(serverUser("mysql"));
    return startMariadb("--ssl-cert=" + pem, "--ssl-key=" + pem, "--ssl-ca=" + pem);
  }

  private static String[] with(String[] more, String... command) {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of(more));
    return whole.toArray(String[]::new);
  }

  /** The key and certificate of {@link Tls} for this user alone, as servers insist. */
  private String pemFor(String user) {
    Tls.arguments(directory);
    Path pem = Tls.pem(directory);
    if (!user.isEmpty()) {
      Commands.run("chown", user, pem.toString());
    }
    Commands.run("chmod", "600", pem.toString());
    return pem.toString();
  }

  private int startMariadb(String... more) {
    String user = serverUser("mysql");
    String server = Requirements.command("mariadbd");
    Path data = dataOf(user, "maria");
    int port = freePort();
    as(
        user,
        Requirements.command("mariadb-install-db"),
        "--no-defaults",
        "--datadir=" + data,
        "--auth-root-authentication-method=normal",
        "--skip-test-db");
    start(
        port,
        asUser(
            user,
            with(
                more,
                server,
                "--no-defaults",
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + data.resolve("sock"),
                "--innodb-buffer-pool-size=16M")));
    return port;
  }

  @Override
  public void close() {
    byPort.keySet().forEach(this::resume);
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    try {
      for (Process process : processes) {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      }
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | InterruptedException left) {
      System.out.println("left behind: " + directory + ": " + left);
    }
  }

  private void start(int port, String... command) {
    Process process;
    try {
      Path log = Files.createTempFile(directory, "server", ".log");
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      processes.add(process);
      byPort.put(port, process);
      Await.noProblem(Await.LONG, () -> accepts(port) ? null : "not up: " + text(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean accepts(int port) {
    try (Socket probe = new Socket("127.0.0.1", port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path dataOf(String user, String name) {
    try {
      Path data = Files.createDirectory(directory.resolve(name + processes.size()));
      if (!user.isEmpty()) {
        Commands.run("chown", user, data.toString());
      }
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** These servers refuse to run as root; anybody else runs them as himself. */
  private static String serverUser(String name) {
    return "root".equals(System.getProperty("user.name")) ? name : "";
  }

  private static void as(String user, String... command) {
    Commands.run(asUser(user, command));
  }

  private static String[] asUser(String user, String... command) {
    if (user.isEmpty()) {
      return command;
    }
    List<String> whole =
        new ArrayList<>(List.of(Requirements.command("runuser"), "-u", user, "--"));
    whole.addAll(List.of(command));
    return whole.toArray(String[]::new);
  }

  /** The last subdirectory that has such a file. */
  private static String newest(Path parent, String file) {
    String found = null;
    try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
      for (Path child : children) {
        if (Files.isExecutable(child.resolve(file))
            && (found == null || child.toString().compareTo(found) > 0)) {
          found = child.toString();
        }
      }
    } catch (IOException none) {
      // Told below.
    }
    if (found == null) {
      Requirements.missing(parent + "/*/" + file);
    }
    return found;
  }
}
