package dev.keepalive.it.faults;

import dev.keepalive.it.harness.Await;
import dev.keepalive.it.harness.Commands;
import dev.keepalive.it.harness.ForkedJvm;
import dev.keepalive.it.harness.Jdks;
import dev.keepalive.it.harness.Requirements;
import dev.keepalive.it.harness.Tls;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The servers of all clients, in one network namespace, until closed. */
public final class FaultServers implements AutoCloseable {
  private static final String REDIS = Integer.toString(Client.JEDIS.port());
  private static final String POSTGRES = Integer.toString(Client.PGJDBC.port());

  private final String namespace;
  private final Path directory;
  private final List<Process> databases = new ArrayList<>();
  private final ForkedJvm peer;

  /**
   * @param directory for data and logs; its content is not deleted
   */
  public FaultServers(String namespace, Path directory) throws IOException {
    this.namespace = namespace;
    this.directory = directory;
    peer =
        ForkedJvm.on(Jdks.any())
            .in(namespace)
            .jvmArgs(Tls.arguments(directory))
            .subject("faults.PeerServer", protocols())
            .start();
    try {
      redis();
      postgres();
      mariadb();
      awaitCommand("redis-cli", "-p", REDIS, "ping");
      awaitCommand("pg_isready", "-h", "127.0.0.1", "-p", POSTGRES);
      awaitCommand("mariadb", sql("select 1"));
      peer.awaitLine("READY");
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static String[] protocols() {
    return Stream.of(Client.values())
        .filter(client -> List.of("echo", "tls", "http").contains(client.protocol))
        .map(client -> client.protocol + "=" + client.port())
        .toArray(String[]::new);
  }

  private void redis() throws IOException {
    String server = Requirements.command("redis-server");
    start("redis", "", server, "--port", REDIS, "--protected-mode", "no", "--save", "");
  }

  private void postgres() throws IOException {
    Path bin = newest(Path.of("/usr/lib/postgresql"), "bin/postgres").resolve("bin");
    Path data = dataOf("postgres");
    runAs("postgres", bin + "/initdb", "-D", "" + data, "-A", "trust", "-U", "postgres", "-N");
    Files.writeString(data.resolve("pg_hba.conf"), "host all all all trust\n");
    start(
        "postgres",
        "postgres",
        bin + "/postgres",
        "-D",
        data.toString(),
        "-p",
        POSTGRES,
        "-c",
        "listen_addresses=*",
        "-c",
        "unix_socket_directories=",
        "-c",
        "fsync=off");
  }

  private void mariadb() throws IOException {
    Path data = dataOf("mysql");
    runAs(
        "mysql",
        Requirements.command("mariadb-install-db"),
        "--no-defaults",
        "--datadir=" + data,
        "--auth-root-authentication-method=normal",
        "--skip-test-db");
    Path users = directory.resolve("users.sql");
    Files.writeString(users, "CREATE USER app@'%';\n");
    start(
        "mysql",
        "mysql",
        Requirements.command("mariadbd"),
        "--no-defaults",
        "--datadir=" + data,
        "--port=" + Client.MARIADB.port(),
        "--socket=" + data.resolve("sock"),
        "--init-file=" + users,
        "--skip-name-resolve",
        "--max-allowed-packet=64M",
        "--innodb-buffer-pool-size=16M");
  }

  /** Stops all their processes, as {@code SIGSTOP} does: their kernel goes on answering. */
  public void stop() {
    peer.stop();
    signal("STOP");
  }

  public void resume() {
    peer.resume();
    signal("CONT");
  }

  private void signal(String name) {
    for (Process database : databases) {
      database.descendants().forEach(process -> signal(name, process.pid()));
      signal(name, database.pid());
    }
  }

  private static void signal(String name, long pid) {
    try {
      Commands.run("kill", "-" + name, Long.toString(pid));
    } catch (IllegalStateException ended) {
      // A backend whose client has just gone.
    }
  }

  /** Every server closes its end of every connection. */
  public void closeConnections() {
    inNamespace("redis-cli", "-p", REDIS, "CLIENT", "KILL", "TYPE", "normal");
    inNamespace(
        "psql",
        "-h",
        "127.0.0.1",
        "-p",
        POSTGRES,
        "-U",
        "postgres",
        "-c",
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
    inNamespace("mariadb", sql("KILL USER app"));
    peer.send("CLOSE");
    peer.awaitLine("CLOSED");
  }

  private String[] sql(String statement) {
    return new String[] {
      "--no-defaults",
      "-u",
      "root",
      "-S",
      directory.resolve("mysql/sock").toString(),
      "-e",
      statement
    };
  }

  @Override
  public void close() {
    peer.close();
    for (Process database : databases) {
      database.descendants().forEach(ProcessHandle::destroyForcibly);
      database.destroyForcibly();
    }
    for (Process database : databases) {
      database.onExit().join();
    }
  }

  private void start(String name, String user, String... command) throws IOException {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(as(user, command));
    databases.add(
        new ProcessBuilder(whole)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start());
  }

  private void awaitCommand(String command, String... arguments) {
    Await.noProblem(
        Await.LONG,
        () -> {
          try {
            inNamespace(command, arguments);
            return null;
          } catch (IllegalStateException notYet) {
            return notYet.getMessage();
          }
        });
  }

  private void inNamespace(String command, String... arguments) {
    List<String> whole =
        new ArrayList<>(List.of("ip", "netns", "exec", namespace, Requirements.command(command)));
    whole.addAll(List.of(arguments));
    Commands.run(whole.toArray(String[]::new));
  }

  private Path dataOf(String user) throws IOException {
    Path data = Files.createDirectory(directory.resolve(user));
    Commands.run("chown", user, data.toString());
    return data;
  }

  private static void runAs(String user, String... command) {
    Commands.run(as(user, command).toArray(String[]::new));
  }

  /** PostgreSQL and MariaDB refuse to run as root. */
  private static List<String> as(String user, String... command) {
    List<String> whole = new ArrayList<>();
    if (!user.isEmpty()) {
      whole.addAll(List.of(Requirements.command("runuser"), "-u", user, "--"));
    }
    whole.addAll(List.of(command));
    return whole;
  }

  /** The last subdirectory that has such a file. */
  private static Path newest(Path parent, String file) throws IOException {
    Path found = null;
    if (Files.isDirectory(parent)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
        for (Path child : children) {
          if (Files.isExecutable(child.resolve(file))
              && (found == null || child.compareTo(found) > 0)) {
            found = child;
          }
        }
      }
    }
    if (found == null) {
      Requirements.missing(parent + "/*/" + file);
    }
    return found;
  }
}
