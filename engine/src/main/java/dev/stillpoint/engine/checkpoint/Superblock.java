package dev.stillpoint.engine.checkpoint;

import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;

import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who the pool is. Two copies in the file {@code pool}, one block each; an epoch is written over
 * the copy of the epoch before the last. An epoch is durable before its life begins and is never
 * given again: what is sealed in a life counts on it (see {@code engine.seal}).
 *
 * <pre>
 *   0  magic 8 "STPTPOO1"
 *   8  version 4, reserved 4
 *  16  poolHigh, poolLow 16
 *  32  segmentBytes 8
 *  40  epoch 8
 *  48  crc 4   CRC-32C of bytes 0 to 48
 * </pre>
 */
public record Superblock(long poolHigh, long poolLow, long segmentBytes, long epoch) {
  /** Name of the file. */
  public static final String FILE = "pool";

  /** The only version there is. */
  public static final int VERSION = 3;

  private static final long MAGIC = 0x314F4F5054505453L;

  /** Makes the file with this copy, durably. */
  public void create(Storage storage) throws IOException {
    try (StorageFile file = storage.create(FILE, 2L * Layout.BLOCK_BYTES)) {
      write(file);
    }
  }

  /** Writes this copy, durably. */
  public void write(Storage storage) throws IOException {
    try (StorageFile file = storage.open(FILE)) {
      write(file);
    }
  }

  private void write(StorageFile file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      block.set(LONG, 0, MAGIC);
      block.set(INT, 8, VERSION);
      block.set(LONG, 16, poolHigh);
      block.set(LONG, 24, poolLow);
      block.set(LONG, 32, segmentBytes);
      block.set(LONG, 40, epoch);
      block.set(INT, 48, new Crc().of(block, 0, 48));
      file.write((epoch & 1) * Layout.BLOCK_BYTES, block);
      file.sync();
    }
  }

  /** Reads the newest intact copy. */
  public static Superblock read(Storage storage) throws IOException {
    if (!storage.names().contains(FILE)) {
      throw new PoolFormatException("no pool here: the file '" + FILE + "' is missing");
    }
    return newest(storage)
        .orElseThrow(() ->
            new PoolFormatException("both copies of the superblock in '" + FILE + "' are damaged"));
  }

  /** The newest intact copy in the file, if there is one. */
  public static Optional<Superblock> newest(Storage storage) throws IOException {
    return intact(storage).stream().max(Comparator.comparingLong(Superblock::epoch));
  }

  private static List<Superblock> intact(Storage storage) throws IOException {
    List<Superblock> copies = new ArrayList<>();
    try (StorageFile file = storage.open(FILE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      for (long at = 0; at + Layout.BLOCK_BYTES <= file.sizeBytes(); at += Layout.BLOCK_BYTES) {
        file.read(at, block);
        boolean intact =
            block.get(LONG, 0) == MAGIC && block.get(INT, 48) == new Crc().of(block, 0, 48);
        if (intact && block.get(INT, 8) != VERSION) {
          throw new PoolFormatException(
              "the pool has version "
                  + block.get(INT, 8)
                  + ", this program knows version "
                  + VERSION
                  + "; take its disks out with the release that wrote it, and put them into a new pool");
        }
        if (intact) {
          copies.add(
              new Superblock(
                  block.get(LONG, 16),
                  block.get(LONG, 24),
                  block.get(LONG, 32),
                  block.get(LONG, 40)));
        }
      }
    }
    return copies;
  }

  /**
   * The next life, with an epoch that none had. Where the other copy is damaged, it may have been
   * the newer one, and its life may have sealed blocks: so that epoch is left out, and one more, so
   * that this one is written over the damaged copy.
   */
  public static Superblock nextLife(Storage storage) throws IOException {
    Superblock newest = read(storage);
    int step = intact(storage).size() > 1 ? 1 : 3;
    return new Superblock(
        newest.poolHigh, newest.poolLow, newest.segmentBytes, newest.epoch + step);
  }
}
