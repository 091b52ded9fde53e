package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A PostgreSQL of this machine, run as its own user, reached over a unix socket only. */
final class Postgres implements AutoCloseable {
  private final Path data;

  private Postgres(Path data) {
    this.data = data;
  }

  /** A new database cluster on two filesystems, running. */
  static Postgres initialise(Path dataRoot, Path walRoot) throws IOException {
    Tool.run("chown", "postgres:", dataRoot.toString(), walRoot.toString());
    Path data = dataRoot.resolve("cluster");
    asPostgres(
        program("initdb"),
        "--pgdata=" + data,
        "--waldir=" + walRoot.resolve("wal"),
        "--auth=trust",
        "--data-checksums");
    return start(dataRoot, walRoot);
  }

  /** Starts the cluster that two filesystems hold; it recovers as after a power cut. */
  static Postgres start(Path dataRoot, Path walRoot) throws IOException {
    assertThat(walRoot.resolve("wal")).isDirectory();
    Path data = dataRoot.resolve("cluster");
    // They name a process of before the power cut; its number may be somebody else's by now.
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    Files.deleteIfExists(data.resolve(".s.PGSQL.5432.lock"));
    Path log = data.resolve("log");
    try {
      asPostgres(
          program("pg_ctl"),
          "--pgdata=" + data,
          "--wait",
          "--timeout=60",
          "--log=" + log,
          "--options=-c listen_addresses='' -c unix_socket_directories='" + data + "'",
          "start");
    } catch (AssertionError e) {
      throw new AssertionError(Files.exists(log) ? Files.readString(log) : "no log", e);
    }
    return new Postgres(data);
  }

  void fillForPgbench() throws IOException {
    asPostgres("pgbench", "--host=" + data, "--initialize", "--quiet", "--scale=2", "postgres");
  }

  /** Starts four clients for some seconds. */
  Process pgbench(int seconds) throws IOException {
    return new ProcessBuilder(
            "setpriv",
            "--reuid=postgres",
            "--regid=postgres",
            "--init-groups",
            "pgbench",
            "--host=" + data,
            "--client=4",
            "--time=" + seconds,
            "postgres")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  long number(String query) throws IOException {
    return Long.parseLong(asPostgres("psql", "--host=" + data, "-qAtc", query, "postgres").strip());
  }

  @Override
  public void close() throws IOException {
    asPostgres(program("pg_ctl"), "--pgdata=" + data, "--wait", "--mode=fast", "stop");
  }

  private static String asPostgres(String... command) throws IOException {
    return Tool.run(
        Stream.concat(
                Stream.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"),
                Stream.of(command))
            .toArray(String[]::new));
  }

  /** A program of the newest PostgreSQL that Debian keeps outside of the PATH. */
  private static String program(String name) throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return name;
    }
    try (Stream<Path> installed = Files.list(versions)) {
      return installed
          .map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .max(Comparator.comparing(Path::toString))
          .map(Path::toString)
          .orElse(name);
    }
  }
}
