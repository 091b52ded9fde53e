package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many snapshots an account has is kept, not counted; it must be what counting finds. */
class SnapshotCountsTest {
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
          return counted;
        });
      }
      assertThat(there).hasSizeGreaterThan(20);
    }
  }

  private static void change(
      SnapshotTable snapshots, SplittableRandom random, List<String> there, int step) {
    if (there.isEmpty() || random.nextInt(3) > 0) {
      String id = "s-" + step;
      snapshots.add(Rows.snapshot(id, step, null, "d-1", step));
      there.add(id);
      return;
    }
    String id = there.get(random.nextInt(there.size()));
    if (random.nextBoolean()) {
      snapshots.setState(
          id, random.nextBoolean() ? SnapshotState.DELETING : SnapshotState.ACCOMPLISHED, step);
    } else {
      snapshots.remove(id);
      there.remove(id);
    }
  }
}
