package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.HistoryWindow;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool that keeps a window of the past. */
@Timeout(60)
class HistoryTest {
  private static final int BLOCK = 4096;
  private static final int BLOCKS = 64;
  private static final int SEGMENT = 256 << 10;
  private static final int SEGMENTS = 32;
  private static final Duration WINDOW = Duration.ofSeconds(40);
  private static final PoolOptions OFF =
      new PoolOptions(SEGMENT, SEGMENTS * SEGMENT, 4 << 20, 1 << 20, 1 << 20, true);
  private static final PoolOptions OPTIONS = OFF.withHistory(WINDOW);
  private static final VolumeId A = new VolumeId(1);
  private static final VolumeId B = new VolumeId(2);

  private final TestKeys keys = new TestKeys();
  private MemoryStorage storage = new MemoryStorage();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Pool pool;
  private long lastName = 100;

  @BeforeEach
  void create() throws IOException, BlockFault {
    Pool.create(storage, OPTIONS, new Random(1));
    open(OPTIONS);
    pool.createVolume(A, (long) BLOCKS * BLOCK);
    pool.createVolume(B, (long) BLOCKS * BLOCK);
  }

  private void open(PoolOptions options) throws IOException {
    pool = Pool.open(storage, options, () -> now, null, new Sealing(keys, new Random(2)));
  }

  private void write(VolumeId volume, int block, int value) throws BlockFault {
    byte[] bytes = new byte[BLOCK];
    bytes[0] = (byte) value;
    bytes[1] = (byte) (value >>> 8);
    try (BlockDevice device = pool.openVolume(volume)) {
      device.write((long) block * BLOCK, MemorySegment.ofArray(bytes), Durability.VOLATILE);
    }
  }

  /** All blocks of a volume, again and again: as much log as so many segments take. */
  private void churn(VolumeId volume, int segments) throws BlockFault {
    for (int i = 0; i < segments * (SEGMENT / BLOCK); i++) {
      write(volume, i % BLOCKS, i);
    }
  }

  private static int read(BlockDevice from, int block) throws BlockFault {
    byte[] bytes = new byte[BLOCK];
    from.read((long) block * BLOCK, MemorySegment.ofArray(bytes));
    return (bytes[0] & 0xFF) | (bytes[1] & 0xFF) << 8;
  }

  private Lsn here() {
    return pool.stats().appendedLsn();
  }

  private void quiet() throws BlockFault {
    while (pool.maintain()) {
      pool.verify();
    }
    pool.checkpoint();
    pool.checkpoint();
    pool.verify();
  }

  private void wait(Duration time) throws BlockFault {
    now = now.plus(time);
    quiet();
  }

  private HistoryWindow window() {
    return pool.stats().history().orElseThrow();
  }

  private ImageId past(VolumeId volume, Lsn at) throws BlockFault {
    ImageId image = new ImageId(++lastName);
    pool.freezePast(new GroupId(++lastName), List.of(new Freeze(volume, image)), at, Instant.EPOCH);
    return image;
  }

  private int past(VolumeId volume, Lsn at, int block) throws BlockFault {
    try (BlockDevice device = pool.openImage(past(volume, at))) {
      return read(device, block);
    }
  }

  @Test
  @Proves("engine/11")
  void whatWasOverwrittenTrimmedAndCleanedIsThereAtItsRecord() throws Exception {
    quiet();
    write(A, 3, 7);
    Lsn written = here();
    churn(A, 6);
    quiet();
    try (BlockDevice device = pool.openVolume(A)) {
      device.zero(0, (long) BLOCKS * BLOCK, Zeroing.HOLE, Durability.DURABLE);
    }
    Lsn trimmed = here();
    churn(A, 6);
    quiet();
    assertThat(past(A, window().from(), 3)).isZero();
    assertThat(past(A, written, 3)).isEqualTo(7);
    assertThat(past(A, new Lsn(trimmed.value() - 1), 3)).isEqualTo(5 * BLOCKS + 3);
    assertThat(past(A, trimmed, 3)).isZero();
    assertThat(past(A, here(), 3)).isEqualTo(5 * BLOCKS + 3);
    quiet();
    assertThat(pool.inspect()).isEmpty();
  }

  @Test
  @Proves("engine/11")
  void aGroupInThePastShowsOneRecordAcrossItsVolumes() throws Exception {
    quiet();
    for (int i = 1; i <= 50; i++) {
      write(A, 0, i);
      write(B, 0, i);
    }
    Lsn end = here();
    for (int before = 1; before < 100; before += 7) {
      ImageId a = new ImageId(++lastName);
      ImageId b = new ImageId(++lastName);
      GroupId group = new GroupId(++lastName);
      Instant time = now.minusSeconds(before);
      Cut cut =
          pool.freezePast(
              group,
              List.of(new Freeze(B, b), new Freeze(A, a)),
              new Lsn(end.value() - before),
              time);
      assertThat(pool.groups()).contains(new GroupStatus(group, cut, List.of(b, a)));
      assertThat(cut.time()).isEqualTo(time);
      assertThat(read(pool.openImage(a), 0)).isEqualTo(50 - before / 2);
      assertThat(read(pool.openImage(b), 0)).isEqualTo(50 - (before + 1) / 2);
    }
    assertThat(pool.volumes()).extracting(VolumeStatus::id).containsExactly(A, B);
    pool.verify();
  }

  @Test
  @Proves("engine/11")
  void itOutlivesVolumesAndImagesAndWhatTheyWereSetBackTo() throws Exception {
    write(A, 5, 1);
    ImageId old = new ImageId(1);
    pool.freeze(new GroupId(1), List.of(new Freeze(A, old)));
    write(A, 5, 2);
    quiet();
    churn(B, 2);
    wait(WINDOW.dividedBy(2));
    pool.rollBack(new GroupId(2), List.of(new Rollback(A, old, new ImageId(2))));
    Lsn rolledBack = here();
    VolumeId clone = new VolumeId(3);
    pool.cloneVolume(clone, old, 2L * BLOCKS * BLOCK);
    Lsn cloned = here();
    pool.deleteImages(List.of(old, new ImageId(2)));
    write(A, 5, 3);
    write(clone, 5, 4);
    write(clone, BLOCKS + 5, 5);
    Lsn last = here();
    pool.deleteVolume(A);
    pool.deleteVolume(clone);
    Lsn gone = here();
    churn(B, 6);
    quiet();
    assertThat(past(A, window().from(), 5)).isEqualTo(2);
    assertThat(past(A, new Lsn(rolledBack.value() - 2), 5)).as("before").isEqualTo(2);
    assertThat(past(A, new Lsn(rolledBack.value() - 1), 5)).as("the record alone").isEqualTo(1);
    assertThat(past(A, rolledBack, 5)).isEqualTo(1);
    assertThat(past(clone, cloned, 5)).isEqualTo(1);
    assertThat(past(A, last, 5)).isEqualTo(3);
    assertThat(past(clone, last, 5)).isEqualTo(4);
    assertThat(past(clone, last, BLOCKS + 5)).isEqualTo(5);
    assertThatThrownBy(() -> past(A, gone)).isInstanceOf(BlockFault.NotFound.class);
    assertThatThrownBy(() -> past(clone, window().from())).isInstanceOf(BlockFault.NotFound.class);
    pool.verify();
  }

  @Test
  @Proves("engine/11")
  void theWindowIsThereAfterAKilledProcessAndAfterAPowerCut() throws Exception {
    write(A, 1, 1);
    quiet();
    Lsn from = window().from();
    write(A, 1, 2);
    Lsn written = here();
    churn(A, 5);
    quiet();
    churn(B, 3);
    pool.openVolume(A).flush();
    storage = storage.synced();
    open(OPTIONS);
    assertThat(window().from()).isEqualTo(from);
    assertThat(past(A, from, 1)).isEqualTo(1);
    assertThat(past(A, written, 1)).isEqualTo(2);
    pool.abandon();
    open(OPTIONS);
    assertThat(window().from()).isEqualTo(from);
    churn(A, 5);
    quiet();
    assertThat(past(A, from, 1)).isEqualTo(1);
    assertThat(past(A, written, 1)).isEqualTo(2);
  }

  @Test
  @Proves("engine/8")
  void whatIsOlderThanTheWindowIsGivenBack() throws Exception {
    quiet();
    for (int round = 0; round < 12; round++) {
      churn(A, 1);
      wait(WINDOW.dividedBy(4));
    }
    Instant since = window().since();
    assertThat(since).isBetween(now.minus(WINDOW.multipliedBy(3).dividedBy(2)), now.minus(WINDOW));
    assertThat(window().heldBytes()).isPositive();
    assertThatThrownBy(() -> past(A, new Lsn(window().from().value() - 1)))
        .isInstanceOf(BlockFault.NotFound.class);
    wait(WINDOW.multipliedBy(2));
    pool.deleteVolume(A);
    pool.deleteVolume(B);
    wait(WINDOW.multipliedBy(2).plusSeconds(1));
    assertThat(pool.stats().history()).isEmpty();
    assertThat(pool.stats().liveBytes()).isZero();
    assertThat(pool.stats().logBytes()).isLessThanOrEqualTo(SEGMENT);
  }

  @Test
  @Proves("engine/9")
  void aPoolThatIsShortOfRoomGivesThePastUpBeforeAWriteFails() throws Exception {
    quiet();
    Lsn from = window().from();
    churn(A, 4 * SEGMENTS);
    assertThat(pool.stats().history()).as("nobody made another anchor").isEmpty();
    wait(WINDOW);
    assertThat(window().from()).isGreaterThan(from);
    for (int i = 0; i < 4 * SEGMENTS; i++) {
      churn(A, 1);
      pool.maintain();
      pool.maintain();
    }
    long segments = window().heldBytes() / SEGMENT;
    assertThat(segments).as("segments that are held").isBetween(SEGMENTS / 4L, SEGMENTS - 5L);
    write(A, 1, 777);
    Lsn written = here();
    churn(A, 3);
    assertThat(past(A, written, 1)).isEqualTo(777);
    pool.verify();
  }

  @Test
  @Proves("engine/8")
  void aWindowThatIsSwitchedOffIsGivenBack() throws Exception {
    quiet();
    churn(A, 8);
    assertThat(window().heldBytes()).isGreaterThan(6L * SEGMENT);
    pool.close();
    open(OFF);
    quiet();
    assertThat(pool.stats().history()).isEmpty();
    assertThat(pool.stats().liveBytes()).isEqualTo((long) BLOCKS * BLOCK);
    assertThat(pool.stats().logBytes()).isLessThanOrEqualTo(5L * SEGMENT);
    assertThatThrownBy(() -> past(A, here())).isInstanceOf(BlockFault.NotFound.class);
  }

  @Test
  @Proves("engine/11")
  void aWindowThatMissedWhatLedToAnImageDoesNotComeBack() throws Exception {
    ImageId old = new ImageId(1);
    pool.freeze(new GroupId(1), List.of(new Freeze(A, old)));
    quiet();
    assertThat(window().from()).isLessThanOrEqualTo(here());
    pool.close();
    open(OFF);
    while (pool.maintain()) {
      // The anchors go, and no checkpoint says so.
    }
    assertThat(pool.stats().history()).isEmpty();
    pool.rollBack(new GroupId(2), List.of(new Rollback(A, old, new ImageId(2))));
    pool.abandon();
    open(OPTIONS);
    assertThat(pool.stats().history()).isEmpty();
    quiet();
    assertThat(window().from()).isEqualTo(here());
  }

  @Test
  @Proves("engine/11")
  void aBatchWithoutRecordsThatAPowerCutTookIsNoGap() throws Exception {
    write(A, 4, 1);
    quiet();
    Lsn from = window().from();
    pool.openVolume(A).flush();
    // Says how far the log is durable, and nobody syncs it before the checkpoint that counts on it.
    pool.writeOut();
    pool.checkpoint();
    storage = storage.synced();
    open(OPTIONS);
    write(A, 4, 2);
    Lsn second = here();
    write(A, 4, 3);
    assertThat(past(A, from, 4)).isEqualTo(1);
    assertThat(past(A, second, 4)).isEqualTo(2);
    assertThat(past(A, here(), 4)).isEqualTo(3);
  }

  @Test
  void anInstantIsARecord() throws Exception {
    quiet();
    Instant before = now;
    now = now.plusSeconds(1);
    write(A, 2, 1);
    pool.writeOut();
    Lsn first = here();
    now = now.plusSeconds(1);
    write(A, 2, 2);
    pool.writeOut();
    assertThat(pool.lsnAt(before.plusMillis(999))).isEqualTo(window().from());
    assertThat(pool.lsnAt(before.plusMillis(1000))).isEqualTo(first);
    assertThat(pool.lsnAt(before.plusMillis(1999))).isEqualTo(first);
    assertThat(pool.lsnAt(now.plusSeconds(9))).isEqualTo(here());
    assertThatThrownBy(() -> pool.lsnAt(before.minusMillis(1)))
        .isInstanceOf(BlockFault.NotFound.class);
  }

  @Test
  @Proves("engine/10")
  void thePastOfASealedVolumeTakesItsKey() throws Exception {
    DataKeyId key = new DataKeyId(9);
    keys.give(key);
    VolumeId sealed = new VolumeId(7);
    pool.createSealedVolume(sealed, (long) BLOCKS * BLOCK, key);
    quiet();
    write(sealed, 0, 1);
    Lsn written = here();
    write(sealed, 0, 2);
    assertThat(past(sealed, written, 0)).isEqualTo(1);
    keys.take(key);
    assertThatThrownBy(() -> past(sealed, written)).isInstanceOf(BlockFault.KeyUnavailable.class);
    assertThat(pool.images()).hasSize(1);
    quiet();
    assertThat(pool.inspect()).isEmpty();
  }

  @Test
  void moreVolumesThanOneRecordTakesHaveAnAnchorOfSeveral() throws Exception {
    for (int i = 0; i < 300; i++) {
      pool.createVolume(new VolumeId(1000 + i), BLOCK);
    }
    write(new VolumeId(1299), 0, 1);
    quiet();
    assertThat(window().from()).isEqualTo(here());
    Lsn from = here();
    write(new VolumeId(1299), 0, 2);
    assertThat(past(new VolumeId(1299), from, 0)).isEqualTo(1);
    assertThat(past(new VolumeId(1000), from, 0)).isZero();
    churn(A, 1);
    wait(WINDOW);
    churn(A, 1);
    wait(WINDOW);
    assertThat(window().from()).isGreaterThan(from);
    assertThat(past(new VolumeId(1299), window().from(), 0)).isEqualTo(2);
    pool.verify();
  }
}
