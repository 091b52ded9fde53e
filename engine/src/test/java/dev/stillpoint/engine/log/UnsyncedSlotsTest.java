package dev.stillpoint.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.pool.MemoryStorage;
import dev.stillpoint.engine.space.Geometry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While one syncs, others come. */
class UnsyncedSlotsTest {
  private final MemoryStorage storage = new MemoryStorage();
  private UnsyncedSlots unsynced;

  @BeforeEach
  void makeTwoFiles() throws IOException {
    Geometry geometry = Geometry.of(128 << 10, 1 << 20);
    PoolIdentity pool = new PoolIdentity(1, 2, 3);
    SegmentFiles files =
        new SegmentFiles(storage, geometry, pool, new SegmentFiles.Bounds(1 << 20, 8, true));
    files.create(0);
    files.create(1);
    unsynced = new UnsyncedSlots(files);
    unsynced.add(0);
    unsynced.add(1);
  }

  @Test
  @Proves("engine/8")
  void nobodyGivesAwayWhatIsBeingSynced() throws IOException {
    List<Boolean> forgotten = new ArrayList<>();
    storage.onSync(() -> forgotten.add(unsynced.forget(1)));
    unsynced.sync(unsynced.take());
    assertThat(forgotten).containsExactly(false, false);
    assertThat(unsynced.forget(1)).isTrue();
  }

  @Test
  @Proves("engine/8")
  void whatWasGivenAwayIsNotSyncedAnyMore() throws IOException {
    unsynced.sync(unsynced.all());
    assertThat(unsynced.forget(0)).isTrue();
    storage.delete("segment-000000");
    unsynced.sync(unsynced.take());
    assertThat(unsynced.syncCount()).isEqualTo(3);
  }

  @Test
  @Proves("engine/2")
  void whoNeedsAllDurableDoesNotCountOnASyncUnderWay() throws IOException {
    List<List<Integer>> seen = new ArrayList<>();
    storage.onSync(() -> {
      if (seen.isEmpty()) {
        seen.add(unsynced.all());
      }
    });
    unsynced.sync(unsynced.take());
    assertThat(seen).containsExactly(List.of(0, 1));
    assertThat(unsynced.take()).isEmpty();
    assertThat(unsynced.forget(0)).as("somebody still syncs it").isFalse();
    unsynced.sync(seen.getFirst());
    assertThat(unsynced.forget(0)).isTrue();
  }
}
