package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many snapshots an account has, and a disk of each kind, is kept, not counted; it must be what
 * counting finds.
 */
class SnapshotCountsTest {
  private static final List<String> DISKS = List.of("d-1", "d-2");
  private static final Part ONE = new Part(1, 0, null);

  @Test
  void theKeptNumberIsTheCountedOneWhateverHappensToRows(@TempDir Path directory)
      throws CatalogFault {
    SplittableRandom random = new SplittableRandom(4);
    List<String> there = new ArrayList<>();
    try (Catalog catalog = Catalog.open(directory)) {
      catalog.write(tables -> {
        tables.accounts().add(Rows.ACCOUNT, 1);
        return there;
      });
      for (int i = 0; i < 300; i++) {
        int step = i;
        catalog.write(tables -> {
          change(tables.snapshots(), random, there, step);
          return there;
        });
        catalog.read(tables -> {
          SnapshotTable snapshots = tables.snapshots();
          long counted =
              snapshots.all().stream().filter(row -> row.state() != SnapshotState.DELETING).count();
          assertThat(snapshots.list(Rows.snapshots(null, null), ONE).total()).isEqualTo(counted);
          for (String disk : DISKS) {
            assertThat(snapshots.manualOf(disk))
                .isEqualTo(
                    count(snapshots, disk, row -> row.type() == SnapshotType.USER && alive(row)));
            assertThat(snapshots.unfinishedOf(disk))
                .isEqualTo(count(snapshots, disk, SnapshotCountsTest::unfinished));
          }
          return counted;
        });
      }
      assertThat(there).hasSizeGreaterThan(20);
    }
  }

  @Test
  void whatWasThereBeforeTheNumbersWereKeptIsCounted(@TempDir Path directory) throws CatalogFault {
    List<String> before = Migrations.NAMES.subList(0, Migrations.NAMES.indexOf("0011-quotas"));
    try (Handle handle = Connections.to(directory).writer()) {
      new Migrations(handle, before.stream().map(Migrations::load).toList()).apply();
      Tables tables = new Tables(handle);
      tables.accounts().add(Rows.ACCOUNT, 1);
      for (int i = 0; i < 7; i++) {
        tables.snapshots().add(Rows.snapshot("s-" + i, i, null, DISKS.get(i % 2), i));
      }
      tables.snapshots().setState("s-0", SnapshotState.ACCOMPLISHED, 8);
      tables.snapshots().setState("s-1", SnapshotState.FAILED, 8);
      new Migrations(handle).apply();
      tables.snapshots().setState("s-2", SnapshotState.ACCOMPLISHED, 9);
      assertThat(tables.snapshots().manualOf(DISKS)).isEqualTo(Map.of("d-1", 4, "d-2", 2));
      assertThat(tables.snapshots().unfinishedOf(DISKS)).isEqualTo(Map.of("d-1", 2, "d-2", 2));
    }
  }

  private static int count(SnapshotTable snapshots, String disk, Predicate<SnapshotRow> which) {
    return (int)
        snapshots.all().stream()
            .filter(row -> row.sourceDiskId().equals(disk))
            .filter(which)
            .count();
  }

  private static boolean alive(SnapshotRow row) {
    return unfinished(row) || row.state() == SnapshotState.ACCOMPLISHED;
  }

  private static boolean unfinished(SnapshotRow row) {
    return row.state() == SnapshotState.INTENDED || row.state() == SnapshotState.PROGRESSING;
  }

  private static void change(
      SnapshotTable snapshots, SplittableRandom random, List<String> there, int step) {
    if (there.isEmpty() || random.nextInt(3) > 0) {
      String id = "s-" + step;
      snapshots.add(Rows.snapshot(id, step, null, DISKS.get(step % DISKS.size()), step));
      there.add(id);
      return;
    }
    String id = there.get(random.nextInt(there.size()));
    if (random.nextBoolean()) {
      SnapshotState[] states = SnapshotState.values();
      snapshots.setState(id, states[random.nextInt(states.length)], step);
    } else {
      snapshots.remove(id);
      there.remove(id);
    }
  }
}
