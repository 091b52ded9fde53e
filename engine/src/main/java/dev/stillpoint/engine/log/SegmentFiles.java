package dev.stillpoint.engine.log;

import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.Checks;
import dev.stillpoint.engine.space.FooterCodec;
import dev.stillpoint.engine.space.Geometry;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The files of the segments, and for each segment in use its checksums. Safe for several threads.
 */
public final class SegmentFiles implements AutoCloseable {
  private static final String PREFIX = "segment-";

  private final Storage storage;
  private final Geometry geometry;
  private final PoolIdentity pool;
  private final AtomicReferenceArray<StorageFile> files;
  private final AtomicReferenceArray<Checks> checks;

  public SegmentFiles(Storage storage, Geometry geometry, PoolIdentity pool) {
    this.storage = storage;
    this.geometry = geometry;
    this.pool = pool;
    files = new AtomicReferenceArray<>(geometry.slots());
    checks = new AtomicReferenceArray<>(geometry.slots());
  }

  static String name(int slot) {
    return String.format(Locale.ROOT, PREFIX + "%06d", slot);
  }

  /** Slot of a file name, if it is a segment's. */
  public static Optional<Integer> slotOf(String name) {
    return name.matches(PREFIX + "[0-9]{6}")
        ? Optional.of(Integer.parseInt(name.substring(PREFIX.length())))
        : Optional.empty();
  }

  /**
   * Slots with a file; one whose creation was cut off by a crash is too short and does not count.
   */
  public List<Integer> whole() throws IOException {
    List<Integer> whole = new ArrayList<>();
    for (String name : storage.names()) {
      Optional<Integer> slot = slotOf(name);
      if (slot.isPresent()) {
        try (StorageFile file = storage.open(name)) {
          if (file.sizeBytes() == geometry.segmentBytes()) {
            whole.add(slot.get());
          }
        }
      }
    }
    return whole;
  }

  /** Whether any segment begins with an intact batch, of whatever pool. */
  public static boolean anyHasBatches(Storage storage) throws IOException {
    for (String name : storage.names()) {
      if (slotOf(name).isPresent() && beginsWithABatch(storage, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsWithABatch(Storage storage, String name) throws IOException {
    try (StorageFile file = storage.open(name);
        Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      if (file.sizeBytes() < Layout.BLOCK_BYTES) {
        return false;
      }
      file.read(0, block);
      return BatchHeader.open(block, new Crc()).isPresent();
    }
  }

  /** Makes the file of a slot; takes as long as writing it once. */
  public void create(int slot) throws IOException {
    StorageFile old = files.getAndSet(slot, storage.create(name(slot), geometry.segmentBytes()));
    if (old != null) {
      old.close();
    }
  }

  /** Deletes the file of a slot. */
  public void delete(int slot) throws IOException {
    StorageFile old = files.getAndSet(slot, null);
    if (old != null) {
      old.close();
    }
    storage.delete(name(slot));
  }

  /** The file of a slot. */
  public StorageFile file(int slot) throws IOException {
    StorageFile file = files.get(slot);
    if (file == null) {
      synchronized (this) {
        file = files.get(slot);
        if (file == null) {
          file = storage.open(name(slot));
          files.set(slot, file);
        }
      }
    }
    return file;
  }

  /** Remembers the checksums of the segment that stands in a slot. */
  public void checks(int slot, Checks known) {
    checks.set(slot, known);
  }

  /** Forgets a slot's checksums. */
  public void forget(int slot) {
    checks.set(slot, null);
  }

  /** Checksums by block of the segment; read from its footer at first use. */
  public Checks checks(int slot, long segment) throws IOException {
    Checks known = checks.get(slot);
    if (known == null) {
      known = table(slot, segment).checks();
      checks.set(slot, known);
    }
    return known;
  }

  /** What a closed segment holds: from its footer, or from its headers where that is damaged. */
  public BlockTable table(int slot, long segment) throws IOException {
    Optional<BlockTable> footer = footerIfReadable(slot, segment);
    return footer.isPresent()
        ? footer.get()
        : SegmentScan.rebuildTable(file(slot), geometry, pool, segment);
  }

  private Optional<BlockTable> footerIfReadable(int slot, long segment) {
    try {
      return footer(slot, segment);
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "the footer of " + name(slot) + " cannot be read", e);
      return Optional.empty();
    }
  }

  /**
   * The first batch in a slot's file, whatever segment it belongs to.
   *
   * @throws IOException when neither its header nor the copy can be read: who does not know what
   *     stands there may not take it for nothing
   */
  public Optional<BatchHeader> firstHeader(int slot) throws IOException {
    try (StorageFile file = storage.open(name(slot));
        SegmentScan scan = new SegmentScan(file, geometry, 1)) {
      return scan.firstHeader(pool);
    }
  }

  /**
   * Reads the header of a batch.
   *
   * @param memory one block, which it fills
   * @return where its records end; empty if no intact header of that segment stands there
   */
  public OptionalInt header(int slot, long segment, int block, MemorySegment memory)
      throws IOException {
    Optional<BatchHeader> header = Optional.empty();
    try {
      file(slot).readSettled((long) block << Layout.BLOCK_SHIFT, memory);
      header =
          BatchHeader.open(memory, new Crc())
              .filter(h -> SegmentScan.belongs(h, pool, segment, block, geometry));
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "a header in " + name(slot) + " cannot be read", e);
    }
    return header.isPresent()
        ? OptionalInt.of(header.get().recordsEnd())
        : copyOfHeader(slot, segment, block, memory);
  }

  private OptionalInt copyOfHeader(int slot, long segment, int block, MemorySegment memory)
      throws IOException {
    try (SegmentScan scan = new SegmentScan(file(slot), geometry)) {
      Optional<BatchHeader> header = scan.header(pool, segment, block);
      if (header.isEmpty()) {
        return OptionalInt.empty();
      }
      memory.copyFrom(scan.intact(header.get()));
      return OptionalInt.of(header.get().recordsEnd());
    }
  }

  /** The block table in the footer, if it is intact. */
  public Optional<BlockTable> footer(int slot, long segment) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = footerMemory(arena);
      file(slot).read(footerPosition(), memory);
      return FooterCodec.take(
          memory, segment, pool.high(), pool.low(), geometry.blocks(), new Crc());
    }
  }

  /** Writes the footer of a segment that is full. */
  public void writeFooter(int slot, long segment, BlockTable table) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = footerMemory(arena);
      FooterCodec.put(memory, segment, pool.high(), pool.low(), table, new Crc());
      file(slot).write(footerPosition(), memory);
    }
  }

  private long footerPosition() {
    return (long) geometry.logBlocks() << Layout.BLOCK_SHIFT;
  }

  private MemorySegment footerMemory(Arena arena) {
    return arena.allocate((long) geometry.footerBlocks() << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
  }

  public Geometry geometry() {
    return geometry;
  }

  @Override
  public void close() throws IOException {
    for (int slot = 0; slot < geometry.slots(); slot++) {
      StorageFile file = files.getAndSet(slot, null);
      if (file != null) {
        file.close();
      }
    }
  }
}
