package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one pass makes of a bit that flipped where it looks. */
@Timeout(300)
class ScrubTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 32 << 20, 8 << 20, 0, 1 << 20, true);
  private static final VolumeId DISK = new VolumeId(1);
  private static final VolumeId SEALED = new VolumeId(2);
  private static final ImageId IMAGE = new ImageId(7);
  private static final DataKeyId KEY = new DataKeyId(5);
  private static final int BLOCKS = 256;
  private static final int BLOCK = 4096;
  private static final int FLIPS = 60;

  private final byte[][] disk = new byte[BLOCKS][BLOCK];
  private final TestKeys keys = new TestKeys();

  /** Written after the image was frozen, so the image holds another one there. */
  private final boolean[] changed = new boolean[BLOCKS];

  @BeforeEach
  void silence() {
    ENGINE_LOG.setLevel(Level.OFF);
    keys.give(KEY);
  }

  @AfterEach
  void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  private Pool open(MemoryStorage storage) throws IOException {
    return Pool.open(
        storage, OPTIONS, InstantSource.system(), null, new Sealing(keys, new Random(3)));
  }

  private MemoryStorage written() throws Exception {
    Random random = new Random(7);
    MemoryStorage storage = new MemoryStorage();
    Pool.create(storage, OPTIONS, new Random(1));
    Pool pool = open(storage);
    pool.createVolume(DISK, BLOCKS * (long) BLOCK);
    pool.createSealedVolume(SEALED, BLOCKS * (long) BLOCK, KEY);
    try (BlockDevice device = pool.openVolume(DISK);
        BlockDevice sealed = pool.openVolume(SEALED)) {
      for (int i = 0; i < 600; i++) {
        int block = random.nextInt(BLOCKS);
        random.nextBytes(disk[block]);
        device.write((long) block * BLOCK, MemorySegment.ofArray(disk[block]), Durability.VOLATILE);
        changed[block] = true;
        if (i % 9 == 0) {
          sealed.write(
              (long) block * BLOCK, MemorySegment.ofArray(disk[block]), Durability.DURABLE);
        }
        if (i == 350) {
          pool.freeze(new GroupId(1), List.of(new Freeze(DISK, IMAGE)));
          Arrays.fill(changed, false);
        }
        pool.maintain();
      }
    }
    pool.close();
    return storage;
  }

  private static ScrubStatus pass(Pool pool) throws BlockFault {
    pool.scrubbing().startScrub();
    while (pool.scrub()) {
      assertThat(pool.scrubbing().scrubStatus().doneBytes())
          .isLessThanOrEqualTo(pool.scrubbing().scrubStatus().totalBytes());
    }
    ScrubStatus status = pool.scrubbing().scrubStatus();
    assertThat(status.state()).isEqualTo(ScrubStatus.State.FINISHED);
    return status;
  }

  private record Place(String file, int at) {}

  /** Where blocks of files stand that are of a kind. */
  private static List<Place> places(
      MemoryStorage storage, String prefix, Predicate<MemorySegment> kind) {
    List<Place> places = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(BLOCK, BLOCK);
      for (String name : storage.names()) {
        byte[] bytes = storage.contents(name);
        for (int at = 0; name.startsWith(prefix) && at < bytes.length; at += BLOCK) {
          MemorySegment.copy(MemorySegment.ofArray(bytes), at, block, 0, BLOCK);
          if (kind.test(block)) {
            places.add(new Place(name, at));
          }
        }
      }
    }
    return places;
  }

  private static void flip(MemoryStorage storage, Place place, Random random) {
    storage.contents(place.file)[place.at + random.nextInt(BLOCK)] ^=
        (byte) (1 << random.nextInt(8));
  }

  private static boolean holds(MemorySegment block, byte[] expected) {
    return block.mismatch(MemorySegment.ofArray(expected)) < 0;
  }

  @Test
  @Proves("engine/7")
  void aFlippedBitOfALivingBlockIsReportedWithThoseWhoShowIt() throws Exception {
    MemoryStorage sound = written();
    Random random = new Random(1);
    List<Integer> written =
        IntStream.range(0, BLOCKS)
            .filter(block -> Arrays.mismatch(disk[block], new byte[BLOCK]) >= 0)
            .boxed()
            .toList();
    for (int i = 0; i < FLIPS / 2; i++) {
      int block = written.get(random.nextInt(written.size()));
      MemoryStorage storage = sound.whole();
      // Where the cleaner took it from, it may stand too, dead.
      for (Place place : places(storage, "segment-", bytes -> holds(bytes, disk[block]))) {
        flip(storage, place, random);
      }
      Pool pool = open(storage);
      ScrubStatus status = pass(pool);
      assertThat(status.damagedCount()).isEqualTo(1);
      assertThat(status.mendedCount()).isZero();
      ScrubStatus.Damage damage = status.damages().getFirst();
      assertThat(damage.what()).startsWith("block " + block + " at ").endsWith(" is damaged");
      assertThat(damage.volumes()).containsExactly(DISK);
      assertThat(damage.images()).isEqualTo(changed[block] ? List.of() : List.of(IMAGE));
      assertThat(pool.inService()).isTrue();
      assertThat(pass(pool).damagedCount()).as("found again").isEqualTo(1);
    }
  }

  @Test
  void aFlippedBitOfAHeaderOrItsCopyIsMended() throws Exception {
    MemoryStorage sound = written();
    Crc crc = new Crc();
    Random random = new Random(2);
    // Segments that are in use have their first batch where it was written.
    List<Place> headers =
        places(
            sound,
            "segment-",
            bytes -> {
              Optional<BatchHeader> header = BatchHeader.open(bytes, crc);
              return header.isPresent() && header.get().payloadBlocks() > 0;
            });
    int mended = 0;
    for (int i = 0; i < FLIPS; i++) {
      Place place = headers.get(random.nextInt(headers.size()));
      MemoryStorage storage = sound.whole();
      byte[] before = storage.contents(place.file).clone();
      flip(storage, place, random);
      Pool pool = open(storage);
      long deadSegment = mended;
      ScrubStatus status = pass(pool);
      assertThat(status.damagedCount()).isZero();
      mended += (int) status.mendedCount();
      boolean restored =
          Arrays.equals(
              storage.contents(place.file),
              place.at,
              place.at + BLOCK,
              before,
              place.at,
              place.at + BLOCK);
      assertThat(restored).isEqualTo(mended > deadSegment);
      assertThat(pass(pool).mendedCount()).isZero();
    }
    assertThat(mended).as("of those not all stand in segments in use").isGreaterThan(FLIPS / 2);
  }

  /** Headers with payload, without their copies, of a segment that is full and in use. */
  private List<Place> headersOfAFullSegment(MemoryStorage storage) {
    Crc crc = new Crc();
    List<String> full =
        places(storage, "segment-", ScrubTest::isOfAFooter).stream().map(Place::file).toList();
    List<Place> headers =
        places(
            storage,
            "segment-",
            bytes -> BatchHeader.open(bytes, crc).filter(h -> h.payloadBlocks() > 0).isPresent());
    String file = full.get(full.size() / 2);
    return headers.stream()
        .filter(place -> place.file.equals(file))
        .filter(place -> peek(storage, place).block() == place.at / BLOCK)
        .toList();
  }

  private static boolean isOfAFooter(MemorySegment bytes) {
    return bytes.get(ValueLayout.JAVA_LONG, 0) == 0x334F4F4654505453L;
  }

  private static BatchHeader peek(MemoryStorage storage, Place place) {
    MemorySegment file = MemorySegment.ofArray(storage.contents(place.file));
    return BatchHeader.peek(
        Arena.ofAuto().allocate(BLOCK, BLOCK).copyFrom(file.asSlice(place.at, BLOCK)));
  }

  @Test
  void aHeaderThatIsLostInBothCopiesIsReportedWithTheSealsThatItHeld() throws Exception {
    MemoryStorage sound = written();
    List<String> whats = new ArrayList<>();
    List<Place> headers = headersOfAFullSegment(sound);
    for (Place place : headers) {
      MemoryStorage storage = sound.whole();
      BatchHeader header = peek(storage, place);
      storage.contents(place.file)[place.at + 200] ^= 1;
      storage.contents(place.file)[(int) (place.at + header.copyOffset()) + 200] ^= 1;
      List<String> found =
          pass(open(storage)).damages().stream().map(ScrubStatus.Damage::what).toList();
      assertThat(found)
          .filteredOn(what -> what.startsWith("a header is damaged in both copies, at "))
          .hasSize(1)
          .allMatch(what -> what.endsWith("block " + header.block()));
      assertThat(found).allMatch(what -> what.startsWith("a header") || what.endsWith("its seal"));
      whats.addAll(found);
    }
    assertThat(whats).hasSizeGreaterThan(headers.size());
  }

  @Test
  void aLostPageOfAFooterIsMadeAnew() throws Exception {
    MemoryStorage storage = written();
    Random random = new Random(4);
    List<Place> pages = places(storage, "segment-", ScrubTest::isOfAFooter);
    pages.forEach(place -> flip(storage, place, random));
    Pool pool = open(storage);
    ScrubStatus status = pass(pool);
    assertThat(status.mendedCount()).isBetween(3L, (long) pages.size());
    assertThat(status.damagedCount()).isZero();
    assertThat(pass(pool).mendedCount()).isZero();
  }

  @Test
  @Proves("engine/7")
  void pagesRootsAndSuperblocksAreMendedFromTheirOtherCopy() throws Exception {
    MemoryStorage sound = written();
    for (int copy = 0; copy < 2; copy++) {
      MemoryStorage storage = sound.whole();
      for (String name : storage.names()) {
        byte[] bytes = storage.contents(name);
        if (name.startsWith("nodes-") && name.endsWith(copy == 0 ? "-a" : "-b")) {
          for (int at = 100; at < bytes.length; at += BLOCK) {
            bytes[at] ^= 1;
          }
        } else if (name.startsWith("checkpoint-") && name.endsWith("-copy") == (copy == 1)) {
          bytes[5000] ^= 1;
        }
      }
      Pool pool = open(storage);
      long pages = pool.mapBytes() / BLOCK;
      storage.contents("pool")[copy * BLOCK + 40] ^= 1;
      ScrubStatus status = pass(pool);
      assertThat(pages).isPositive();
      // Those that were read when it was opened were mended then.
      assertThat(status.mendedCount() + pool.mendedMapPages()).isGreaterThanOrEqualTo(pages + 2);
      assertThat(status.damagedCount()).isZero();
      assertThat(pass(pool).mendedCount()).isZero();
      MemoryStorage killed = storage.whole();
      Pool next = open(killed);
      assertThat(next.inspect()).isEmpty();
    }
  }

  @Test
  void aPageThatIsLostInBothCopiesIsReported() throws Exception {
    MemoryStorage storage = written();
    for (String name : storage.names()) {
      if (name.startsWith("nodes-")) {
        byte[] bytes = storage.contents(name);
        for (int at = 100; at < bytes.length; at += BLOCK) {
          bytes[at] ^= 1;
        }
      }
    }
    Pool pool = open(storage);
    assertThat(pass(pool).damages())
        .extracting(ScrubStatus.Damage::what)
        .anyMatch(what -> what.endsWith("of the maps is damaged in both copies"));
    assertThat(pool.inService()).isTrue();
  }

  @Test
  void whatCannotBeReadIsReportedAndTheRestIsLookedAt() throws Exception {
    MemoryStorage storage = written();
    Place place = places(storage, "segment-", bytes -> holds(bytes, disk[3])).getFirst();
    Pool pool = open(storage);
    storage.unreadableAt = place.at;
    storage.unreadableFile = place.file;
    ScrubStatus status = pass(pool);
    assertThat(status.damagedCount()).isEqualTo(1);
    assertThat(status.damages().getFirst().what()).contains("cannot be read");
  }
}
