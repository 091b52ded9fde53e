package dev.stillpoint.engine.log;

import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.OpenFiles;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.Checks;
import dev.stillpoint.engine.space.Geometry;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The files of the segments, and what is known of the blocks in them. Both are bounded: files are
 * opened and footers read when they are needed. Safe for several threads.
 */
public final class SegmentFiles implements AutoCloseable {
  private static final String PREFIX = "segment-";

  private final Storage storage;
  private final Geometry geometry;
  private final PoolIdentity pool;
  private final OpenFiles files;
  private final Footers footers;

  /**
   * How much of it is kept at hand.
   *
   * @param footerBytes heap for pages of footers
   * @param openFiles segment files that are kept open; more only while more are in use
   * @param heals whether the footer of a segment may be written again when it was lost
   */
  public record Bounds(long footerBytes, int openFiles, boolean heals) {}

  public SegmentFiles(Storage storage, Geometry geometry, PoolIdentity pool, Bounds bounds) {
    this.storage = storage;
    this.geometry = geometry;
    this.pool = pool;
    files = new OpenFiles(storage, SegmentFiles::name, geometry.slots(), bounds.openFiles());
    footers = new Footers(files, geometry, pool, bounds.footerBytes(), bounds.heals());
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
    files.made(slot, storage.create(name(slot), geometry.segmentBytes()));
  }

  /** Deletes the file of a slot. */
  public void delete(int slot) throws IOException {
    files.retire(slot);
    storage.delete(name(slot));
  }

  /** Reads from the file of a slot. */
  public void read(int slot, long position, MemorySegment destination) throws IOException {
    try (OpenFiles.Lease lease = files.use(slot)) {
      lease.file().read(position, destination);
    }
  }

  /** As {@link #read}, for what was written before and is not written again meanwhile. */
  public void readSettled(int slot, long position, MemorySegment destination) throws IOException {
    try (OpenFiles.Lease lease = files.use(slot)) {
      lease.file().readSettled(position, destination);
    }
  }

  /**
   * As {@link #readSettled}, but does not wait for the medium.
   *
   * @return false if it would have to
   */
  public boolean readSettledIfWarm(int slot, long position, MemorySegment destination)
      throws IOException {
    try (OpenFiles.Lease lease = files.use(slot)) {
      return lease.file().readSettledIfWarm(position, destination);
    }
  }

  /** Writes to the file of a slot. */
  public void write(int slot, long position, MemorySegment source) throws IOException {
    try (OpenFiles.Lease lease = files.use(slot)) {
      lease.dirty(true);
      lease.file().write(position, source);
    }
  }

  /**
   * Writes once more what stands elsewhere, too, and so need not become durable. Whoever does it
   * keeps the segment from being written again.
   */
  public void rewrite(int slot, long position, MemorySegment source) throws IOException {
    try (OpenFiles.Lease lease = files.use(slot)) {
      lease.file().write(position, source);
    }
  }

  /** Makes what was written to the file of a slot durable. */
  public void sync(int slot) throws IOException {
    try (OpenFiles.Lease lease = files.use(slot)) {
      lease.dirty(false);
      boolean done = false;
      try {
        lease.file().sync();
        done = true;
      } finally {
        if (!done) {
          lease.dirty(true);
        }
      }
    }
  }

  /** Something to do with a file that stays open meanwhile. */
  @FunctionalInterface
  public interface Use<T> {
    T of(StorageFile file) throws IOException;
  }

  /** Does something with the file of a slot. */
  public <T> T with(int slot, Use<T> use) throws IOException {
    try (OpenFiles.Lease lease = files.use(slot)) {
      return use.of(lease.file());
    }
  }

  /** Keeps the table of a segment in memory until its footer is written. */
  public void hold(int slot, BlockTable table) {
    footers.hold(slot, table);
  }

  /** The segment in a slot is gone. */
  public void forget(int slot) {
    footers.forget(slot);
  }

  /**
   * Checksums of blocks of a segment; may read a page of its footer for them, so nobody asks under
   * the append lock.
   */
  public Checks checks(int slot, long segment, int first, int count) throws IOException {
    return footers.checks(slot, segment, first, count);
  }

  /**
   * How many blocks before it the header of a block's batch stands, if the block is sealed; 0
   * otherwise. As {@link #checks}.
   */
  public int headerDistance(int slot, long segment, int block) throws IOException {
    return footers.headerDistance(slot, segment, block);
  }

  /** What a closed segment holds: from its footer, or from its headers where that is damaged. */
  public BlockTable table(int slot, long segment) throws IOException {
    return footers.table(slot, segment);
  }

  /** Writes the footer of a segment that is full. */
  public void writeFooter(int slot, BlockTable table) throws IOException {
    footers.write(slot, table);
  }

  /** Segments whose tables are held in memory. */
  public int tablesInMemory() {
    return footers.held();
  }

  /** Pages of footers that were lost and made anew, so far. */
  public long lostFooterPages() {
    return footers.lost();
  }

  /** Those of them that could not be written again. */
  public long unwrittenFooterPages() {
    return footers.unwrittenPages();
  }

  /**
   * The first batch in a slot's file, whatever segment it belongs to.
   *
   * @throws IOException when neither its header nor the copy can be read: who does not know what
   *     stands there may not take it for nothing
   */
  public Optional<BatchHeader> firstHeader(int slot) throws IOException {
    try (StorageFile file = storage.open(name(slot))) {
      try (SegmentScan scan = new SegmentScan(file, geometry, 1)) {
        Optional<BatchHeader> header = scan.intactFirstHeader(pool);
        if (header.isPresent()) {
          return header;
        }
      }
      // A file that nothing was written to holds no copy either: one read looks at all its places.
      int places = BatchHeader.PAYLOAD_BLOCKS_MAX + BatchHeader.FRAME_BLOCKS;
      try (SegmentScan scan = new SegmentScan(file, geometry, places)) {
        return scan.firstHeader(pool);
      }
    }
  }

  /** The first batch in a slot's file by its copy, if another header than its own stands there. */
  public Optional<BatchHeader> firstHeaderBut(int slot, long segment) throws IOException {
    try (StorageFile file = storage.open(name(slot));
        SegmentScan scan = new SegmentScan(file, geometry)) {
      return scan.firstHeaderBut(pool, segment);
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
      readSettled(slot, (long) block << Layout.BLOCK_SHIFT, memory);
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
    try (OpenFiles.Lease lease = files.use(slot);
        SegmentScan scan = new SegmentScan(lease.file(), geometry)) {
      Optional<BatchHeader> header = scan.header(pool, segment, block);
      if (header.isEmpty()) {
        return OptionalInt.empty();
      }
      memory.copyFrom(scan.intact(header.get()));
      return OptionalInt.of(header.get().recordsEnd());
    }
  }

  /** Whether a header is that of a batch at a block of a segment of this pool. */
  public boolean isOf(BatchHeader header, long segment, int block) {
    return SegmentScan.belongs(header, pool, segment, block, geometry);
  }

  public Geometry geometry() {
    return geometry;
  }

  /** What headers of this pool name. */
  public PoolIdentity pool() {
    return pool;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
