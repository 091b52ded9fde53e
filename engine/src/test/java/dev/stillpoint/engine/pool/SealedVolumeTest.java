package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.Seals;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Volumes whose blocks are sealed: what is stored, what works without the key, and what fails. */
class SealedVolumeTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 16 << 20, 16 << 20, 1 << 20, 4 << 20, true);
  private static final int SIZE = 2 << 20;
  private static final DataKeyId KEY = new DataKeyId(77);
  private static final VolumeId SEALED = new VolumeId(1);
  private static final VolumeId PLAIN = new VolumeId(2);
  private static final VolumeId CLONE = new VolumeId(3);
  private static final ImageId IMAGE = new ImageId(11);
  private static final byte[] WORD = "stillpoint-keeps".getBytes(StandardCharsets.US_ASCII);

  private final MemoryStorage storage = new MemoryStorage();
  private final TestKeys keys = new TestKeys();
  private final Set<String> nonces = new HashSet<>();
  private Pool pool;

  @BeforeEach
  void createPool() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    keys.give(KEY);
    reopen();
    pool.createSealedVolume(SEALED, SIZE, KEY);
  }

  private void reopen() throws IOException {
    Sealing sealing = new Sealing(keys, () -> 0, this::used);
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null, sealing);
    pool.verify();
  }

  private void used(DataKeyId key, byte[] seals, int at) {
    String nonce = HexFormat.of().formatHex(seals, at, at + Seals.NONCE_BYTES);
    assertThat(nonces.add(key.value() + "/" + nonce)).as("nonce %s is new", nonce).isTrue();
  }

  private static byte[] words(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = WORD[i % WORD.length];
    }
    return bytes;
  }

  private static byte[] pattern(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void write(BlockDevice device, long offset, byte[] bytes) throws BlockFault {
    device.write(offset, MemorySegment.ofArray(bytes), Durability.VOLATILE);
  }

  private static byte[] read(BlockDevice device, long offset, int length) throws BlockFault {
    byte[] bytes = new byte[length];
    device.read(offset, MemorySegment.ofArray(bytes));
    return bytes;
  }

  private void freeze(long group, VolumeId volume, ImageId image) throws BlockFault {
    pool.freeze(new GroupId(group), List.of(new Freeze(volume, image)));
  }

  private boolean stored(byte[] word) {
    for (Map.Entry<String, byte[]> file : storage.copy().entrySet()) {
      String text = new String(file.getValue(), StandardCharsets.ISO_8859_1);
      if (text.contains(new String(word, StandardCharsets.ISO_8859_1))) {
        return true;
      }
    }
    return false;
  }

  @Test
  @Proves("engine/10")
  void noPlainByteOfASealedVolumeReachesTheStorage() throws Exception {
    BlockDevice device = pool.openVolume(SEALED);
    write(device, 0, words(SIZE / 2));
    write(device, 5000, words(10_000));
    device.zero(70_000, 9000, Zeroing.HOLE, Durability.VOLATILE);
    freeze(1, SEALED, IMAGE);
    pool.cloneVolume(CLONE, IMAGE, SIZE);
    write(pool.openVolume(CLONE), 4096, words(100_000));
    pool.rollBack(new GroupId(2), List.of(new Rollback(SEALED, IMAGE, new ImageId(12))));
    device.flush();
    for (int i = 0; i < 20; i++) {
      write(device, 0, words(SIZE / 4));
      device.flush();
      while (pool.maintain()) {
        pool.verify();
      }
    }
    pool.checkpoint();
    pool.close();
    assertThat(stored(WORD)).isFalse();
    reopen();
    assertThat(stored(WORD)).isFalse();
    assertThat(read(pool.openVolume(SEALED), 0, SIZE / 4)).isEqualTo(words(SIZE / 4));
    pool.createVolume(PLAIN, SIZE);
    write(pool.openVolume(PLAIN), 0, words(4096));
    pool.close();
    assertThat(stored(WORD)).as("what the search finds of a plain volume").isTrue();
  }

  @Test
  void readsWhatWasWrittenAtAnyAlignmentBesideAPlainVolume() throws Exception {
    pool.createVolume(PLAIN, SIZE);
    Random random = new Random(5);
    byte[][] mirrors = {new byte[SIZE], new byte[SIZE]};
    for (int round = 0; round < 3; round++) {
      BlockDevice[] devices = {pool.openVolume(SEALED), pool.openVolume(PLAIN)};
      for (int i = 0; i < 300; i++) {
        int which = random.nextInt(2);
        int length = 1 + random.nextInt(20_000);
        int offset = random.nextInt(SIZE - length);
        byte[] bytes = random.nextInt(5) == 0 ? new byte[length] : pattern(length, i);
        if (random.nextInt(6) == 0) {
          bytes = new byte[length];
          devices[which].zero(offset, length, Zeroing.ALLOCATED, Durability.VOLATILE);
        } else {
          write(devices[which], offset, bytes);
        }
        System.arraycopy(bytes, 0, mirrors[which], offset, length);
        if (i % 40 == 0) {
          pool.writeOut();
        }
        assertThat(read(devices[which], offset, length)).isEqualTo(bytes);
      }
      write(devices[0], 0, Arrays.copyOf(mirrors[0], SIZE));
      for (int i = 0; i < 2; i++) {
        assertThat(read(devices[i], 0, SIZE)).isEqualTo(mirrors[i]);
      }
      devices[0].flush();
      if (round == 0) {
        pool.abandon();
      } else {
        pool.close();
      }
      reopen();
      for (int i = 0; i < 2; i++) {
        VolumeId volume = i == 0 ? SEALED : PLAIN;
        assertThat(read(pool.openVolume(volume), 0, SIZE)).isEqualTo(mirrors[i]);
      }
      assertThat(pool.inspect()).isEmpty();
    }
  }

  @Test
  @Proves("engine/10")
  void withoutTheKeyNothingIsReadOrWrittenAndAllElseWorks() throws Exception {
    BlockDevice device = pool.openVolume(SEALED);
    write(device, 0, pattern(65_536, 1));
    freeze(1, SEALED, IMAGE);
    BlockDevice image = pool.openImage(IMAGE);
    assertThat(read(device, 0, 65_536)).isEqualTo(pattern(65_536, 1));
    assertThat(read(image, 0, 65_536)).isEqualTo(pattern(65_536, 1));
    write(device, 65_536, pattern(4096, 2));
    keys.take(KEY);
    for (BlockDevice reader : List.of(device, image)) {
      assertThatThrownBy(() -> read(reader, 0, 4096)).isInstanceOf(BlockFault.KeyUnavailable.class);
    }
    assertThatThrownBy(() -> read(device, 65_536, 4096))
        .as("what is still in the write buffer")
        .isInstanceOf(BlockFault.KeyUnavailable.class);
    assertThatThrownBy(() -> write(device, 0, pattern(4096, 3)))
        .isInstanceOf(BlockFault.KeyUnavailable.class);
    assertThatThrownBy(() -> device.zero(100, 10, Zeroing.HOLE, Durability.VOLATILE))
        .isInstanceOf(BlockFault.KeyUnavailable.class);
    assertThatThrownBy(() -> pool.openVolume(SEALED)).isInstanceOf(BlockFault.KeyUnavailable.class);
    assertThatThrownBy(() -> pool.openImage(IMAGE)).isInstanceOf(BlockFault.KeyUnavailable.class);
    device.zero(8192, 4096, Zeroing.HOLE, Durability.DURABLE);
    device.flush();
    freeze(2, SEALED, new ImageId(12));
    pool.cloneVolume(CLONE, IMAGE, 2 * SIZE);
    pool.createSealedVolume(new VolumeId(4), SIZE, KEY);
    pool.deleteVolume(new VolumeId(4));
    pool.resizeVolume(SEALED, 2 * SIZE);
    pool.rollBack(new GroupId(3), List.of(new Rollback(SEALED, IMAGE, new ImageId(13))));
    pool.deleteImages(List.of(new ImageId(12)));
    while (pool.maintain()) {
      pool.verify();
    }
    assertThat(pool.inspect()).isEmpty();
    pool.close();
    reopen();
    keys.give(KEY);
    assertThat(read(pool.openVolume(SEALED), 0, 65_536)).isEqualTo(pattern(65_536, 1));
    assertThat(read(pool.openVolume(CLONE), 0, 65_536)).isEqualTo(pattern(65_536, 1));
    byte[] undone = read(pool.openImage(new ImageId(13)), 0, 65_536 + 4096);
    assertThat(Arrays.copyOfRange(undone, 8192, 12_288)).isEqualTo(new byte[4096]);
    assertThat(Arrays.copyOfRange(undone, 65_536, 69_632)).isEqualTo(pattern(4096, 2));
    write(pool.openVolume(SEALED), 0, pattern(4096, 4));
    assertThat(read(pool.openVolume(SEALED), 0, 4096)).isEqualTo(pattern(4096, 4));
  }

  @Test
  void imagesClonesAndRolledBackVolumesNameTheKeyAlsoAfterARestart() throws Exception {
    freeze(1, SEALED, IMAGE);
    pool.cloneVolume(CLONE, IMAGE, SIZE);
    pool.createVolume(PLAIN, SIZE);
    freeze(2, PLAIN, new ImageId(12));
    for (int life = 0; life < 3; life++) {
      assertThat(pool.volumes().stream().map(v -> v.key().map(DataKeyId::value).orElse(0L)))
          .containsExactly(77L, 0L, 77L);
      assertThat(pool.images().stream().map(i -> i.key().map(DataKeyId::value).orElse(0L)))
          .containsExactly(77L, 0L);
      if (life == 0) {
        pool.abandon();
      } else {
        pool.close();
      }
      reopen();
    }
  }

  @Test
  @Proves("engine/10")
  void aWrongKeyIsCorruptionAndNeverWrongBytes() throws Exception {
    BlockDevice device = pool.openVolume(SEALED);
    write(device, 0, pattern(8192, 1));
    keys.giveWrong(KEY);
    assertThatThrownBy(() -> read(device, 0, 4096)).isInstanceOf(BlockFault.Corrupt.class);
    device.flush();
    assertThatThrownBy(() -> read(device, 0, 4096)).isInstanceOf(BlockFault.Corrupt.class);
    assertThatThrownBy(() -> write(device, 1, new byte[1])).isInstanceOf(BlockFault.Corrupt.class);
    keys.give(KEY);
    assertThat(read(device, 0, 8192)).isEqualTo(pattern(8192, 1));
  }

  @Test
  void aFlippedBitIsFoundWithoutTheKeyAndIsCorruptionToTheReader() throws Exception {
    write(pool.openVolume(SEALED), 0, pattern(4096, 1));
    pool.close();
    int at = firstBlockOfData();
    storage.contents("segment-000000")[at + 99] ^= 4;
    keys.take(KEY);
    reopen();
    assertThat(pool.inspect()).hasSize(1).first().asString().contains("is damaged");
    keys.give(KEY);
    assertThatThrownBy(() -> read(pool.openVolume(SEALED), 0, 4096))
        .isInstanceOf(BlockFault.Corrupt.class);
  }

  @Test
  void aHeaderThatIsDamagedWithItsCopyLosesTheSealsAndIsToldByTheCheckAndTheReader()
      throws Exception {
    BlockDevice device = pool.openVolume(SEALED);
    for (int at = 0; at < SIZE / 2; at += 65_536) {
      write(device, at, pattern(65_536, 1));
    }
    write(device, SIZE / 2, pattern(SIZE / 2, 2));
    pool.close();
    byte[] segment = storage.contents("segment-000000");
    int header = firstBlockOfData() - 4096;
    int payload = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN).getInt(header + 44);
    segment[header + 60] ^= 1;
    reopen();
    assertThat(pool.inspect()).isEmpty();
    assertThat(read(pool.openVolume(SEALED), 0, SIZE / 2)).startsWith(pattern(65_536, 1));
    pool.close();
    segment[header + (1 + payload) * 4096 + 60] ^= 1;
    reopen();
    assertThat(pool.inspect()).isNotEmpty().allMatch(finding -> finding.contains("lost its seal"));
    assertThatThrownBy(() -> read(pool.openVolume(SEALED), 0, SIZE / 2))
        .isInstanceOf(BlockFault.Corrupt.class);
    assertThat(read(pool.openVolume(SEALED), SIZE / 2, SIZE / 2)).isEqualTo(pattern(SIZE / 2, 2));
    while (pool.maintain()) {
      pool.verify();
    }
  }

  /** Where the first block of data stands: behind the first header that has a payload. */
  private int firstBlockOfData() {
    byte[] segment = storage.contents("segment-000000");
    for (int at = 4096; at < segment.length; at += 4096) {
      boolean header = new String(segment, at, 7, StandardCharsets.US_ASCII).equals("STPTBAT");
      boolean zero = true;
      for (int i = at; i < at + 4096; i++) {
        zero &= segment[i] == 0;
      }
      if (!header && !zero) {
        return at;
      }
    }
    throw new AssertionError("nothing was written");
  }

  @Test
  void theCleanerMovesSealedBlocksAsTheyAreAndNeedsNoKey() throws Exception {
    BlockDevice device = pool.openVolume(SEALED);
    byte[] mirror = pattern(SIZE, 1);
    write(device, 0, mirror);
    freeze(1, SEALED, IMAGE);
    Random random = new Random(3);
    byte[] now = mirror.clone();
    for (int i = 0; i < 2000; i++) {
      int block = random.nextInt(SIZE / 4096);
      byte[] bytes = pattern(4096, i);
      System.arraycopy(bytes, 0, now, block * 4096, 4096);
      write(device, block * 4096L, bytes);
    }
    int taken = nonces.size();
    keys.take(KEY);
    while (pool.maintain()) {
      pool.verify();
    }
    assertThat(pool.stats().cleanedBytes()).isPositive();
    assertThat(nonces).hasSize(taken);
    pool.close();
    reopen();
    assertThat(pool.inspect()).isEmpty();
    keys.give(KEY);
    assertThat(read(pool.openVolume(SEALED), 0, SIZE)).isEqualTo(now);
    assertThat(read(pool.openImage(IMAGE), 0, SIZE)).isEqualTo(mirror);
  }

  @Test
  @Proves("engine/10")
  void noNonceComesBackAfterACrashOrWithADamagedSuperblock() throws Exception {
    for (int life = 0; life < 6; life++) {
      BlockDevice device = pool.openVolume(SEALED);
      write(device, 0, pattern(40_960, life));
      pool.abandon();
      if (life == 3) {
        damageTheNewestSuperblock();
      }
      reopen();
    }
    assertThat(nonces).hasSize(60);
  }

  @Test
  @Proves("engine/10")
  void aSuperblockThatIsOlderThanTheLogIsRefused() throws Exception {
    byte[] before = storage.contents("pool").clone();
    pool.abandon();
    reopen();
    write(pool.openVolume(SEALED), 0, pattern(4096, 1));
    pool.writeOut();
    pool.abandon();
    System.arraycopy(before, 0, storage.contents("pool"), 0, before.length);
    assertThatThrownBy(this::reopen)
        .isInstanceOf(PoolFormatException.class)
        .hasMessageContaining("older than the log");
  }

  @Test
  void aPoolOfAnotherVersionIsRefused() {
    byte[] file = storage.contents("pool");
    MemorySegment memory = MemorySegment.ofArray(file);
    for (int copy = 0; copy < file.length; copy += 4096) {
      memory.set(Layout.INT, copy + 8, 1);
      memory.set(Layout.INT, copy + 48, new Crc().of(memory, copy, 48));
    }
    assertThatThrownBy(this::reopen)
        .isInstanceOf(PoolFormatException.class)
        .hasMessageContaining("version 1");
  }

  private void damageTheNewestSuperblock() {
    byte[] file = storage.contents("pool");
    int newest = file[40] > file[4096 + 40] ? 0 : 4096;
    file[newest + 20] ^= 1;
  }

  @Test
  void aPoolWhoseNameIsTakenAgainDoesNotMixKeys() throws Exception {
    write(pool.openVolume(SEALED), 0, pattern(4096, 1));
    freeze(1, SEALED, IMAGE);
    pool.deleteVolume(SEALED);
    pool.createVolume(SEALED, SIZE);
    List<Rollback> back = List.of(new Rollback(SEALED, IMAGE, new ImageId(12)));
    assertThatThrownBy(() -> pool.rollBack(new GroupId(2), back))
        .isInstanceOf(BlockFault.NotFound.class);
    assertThat(read(pool.openImage(IMAGE), 0, 4096)).isEqualTo(pattern(4096, 1));
  }

  @Test
  void aWriteLongerThanOneRecordOfSealsIsWhole() throws Exception {
    PoolOptions roomy = new PoolOptions(4 << 20, 64 << 20, 24 << 20, 1 << 20, 8 << 20, true);
    MemoryStorage large = new MemoryStorage();
    Pool.create(large, roomy, new Random(2));
    Pool other = Pool.open(large, roomy, InstantSource.system(), null, new Sealing(keys, () -> -5));
    other.createSealedVolume(SEALED, 16 << 20, KEY);
    BlockDevice device = other.openVolume(SEALED);
    byte[] bytes = pattern(5 << 20, 1);
    write(device, 4096, bytes);
    assertThat(read(device, 4096, bytes.length)).isEqualTo(bytes);
    device.flush();
    assertThat(read(device, 4096, bytes.length)).isEqualTo(bytes);
    other.abandon();
    Pool again = Pool.open(large, roomy, InstantSource.system(), null, new Sealing(keys, () -> -5));
    assertThat(read(again.openVolume(SEALED), 4096, bytes.length)).isEqualTo(bytes);
    assertThat(again.inspect()).isEmpty();
  }
}
