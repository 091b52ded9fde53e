package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database with its data on one disk and its write-ahead log on another, grouped as it runs. */
@Tag("slow")
class PostgresTest {
  private static final int LOAD_SECONDS = 12;

  @TempDir Path directory;

  @Test
  void aGroupTakenUnderLoadStartsOnNewDisksAndItsBooksBalance() throws Exception {
    Tool.require("nbdfuse", "mkfs.ext4", "e2fsck", "mount", "pgbench");
    Tool.requireRoot(); // Only root mounts and becomes postgres.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ServerProcess server = ServerProcess.start(directory.resolve("pool"))) {
      Cloud cloud = new Cloud(ReadmeProgram.client(server.endpoint(), server.credentials()));
      String instance = cloud.instance();
      String data = cloud.disk(instance);
      String wal = cloud.disk(instance);
      Map<String, String> snapshots;
      try (Filesystem dataDisk = Filesystem.make(server, data, directory.resolve("data"));
          Filesystem walDisk = Filesystem.make(server, wal, directory.resolve("wal"));
          Postgres database = Postgres.initialise(dataDisk.root(), walDisk.root())) {
        database.fillForPgbench();
        Process load = database.pgbench(LOAD_SECONDS);
        TimeUnit.SECONDS.sleep(LOAD_SECONDS / 2);
        snapshots = cloud.group(instance);
        assertThat(load.isAlive()).as("pgbench still runs after the group call").isTrue();
        assertThat(load.waitFor(LOAD_SECONDS + 60L, TimeUnit.SECONDS)).isTrue();
        assertThat(load.exitValue()).isZero();
        assertThat(database.number("select count(*) from pgbench_history")).isPositive();
      }
      String dataCopy = cloud.copyOf(snapshots.get(data), instance);
      String walCopy = cloud.copyOf(snapshots.get(wal), instance);
      try (Filesystem dataDisk = Filesystem.open(server, dataCopy, directory.resolve("data"));
          Filesystem walDisk = Filesystem.open(server, walCopy, directory.resolve("wal"));
          Postgres database = Postgres.start(dataDisk.root(), walDisk.root())) {
        long history = database.number("select sum(delta) from pgbench_history");
        assertThat(database.number("select count(*) from pgbench_history")).isPositive();
        assertThat(database.number("select sum(abalance) from pgbench_accounts"))
            .isEqualTo(history);
        assertThat(database.number("select sum(tbalance) from pgbench_tellers")).isEqualTo(history);
        assertThat(database.number("select sum(bbalance) from pgbench_branches"))
            .isEqualTo(history);
      }
      check(server, dataCopy);
      check(server, walCopy);
    }
  }

  /** The copy is a sound filesystem still, after its journal was replayed and it was used. */
  private void check(ServerProcess server, String diskId) throws Exception {
    try (FuseFile copy =
        FuseFile.open(directory.resolve("fsck-" + diskId), server.nbdUri(diskId))) {
      copy.check();
    }
  }
}
