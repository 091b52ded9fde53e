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
import java.util.List;
import java.util.Optional;

/**
 * Who the pool is. Two copies in the file {@code pool}, one block each; an epoch is written over
 * the copy of the epoch before the last. An epoch is durable before its life begins and is never
 * given again: what is sealed in a life counts on it (see {@code engine.seal}).
 *
 * <p>It says, too, what an answer of that life was worth: {@code atRisk} while writes may be
 * answered that are not durable, until the pool is closed; {@code answersLost} once some may be
 * gone, until somebody has taken note.
 *
 * <pre>
 *   0  magic 8 "STPTPOO1"
 *   8  version 4, flags 4   1: at risk, 2: answers lost
 *  16  poolHigh, poolLow 16
 *  32  segmentBytes 8
 *  40  epoch 8
 *  48  crc 4   CRC-32C of bytes 0 to 48
 * </pre>
 */
public record Superblock(
    long poolHigh,
    long poolLow,
    long segmentBytes,
    long epoch,
    boolean atRisk,
    boolean answersLost) {
  /** Name of the file. */
  public static final String FILE = "pool";

  /** The only version there is. */
  public static final int VERSION = 3;

  private static final int COPIES = 2;
  private static final int AT_RISK = 1;
  private static final int ANSWERS_LOST = 2;
  private static final long MAGIC = 0x314F4F5054505453L;

  /** Makes the file with two copies of this, durably. */
  public void create(Storage storage) throws IOException {
    try (StorageFile file = storage.create(FILE, (long) COPIES * Layout.BLOCK_BYTES)) {
      for (int copy = 0; copy < COPIES; copy++) {
        write(file, copy);
      }
    }
  }

  /**
   * Writes this, durably: over the older copy, or over those of the same life. Where a copy is
   * damaged, that one first, and then the other, too: then both are of one epoch again, and what
   * {@link #nextLife} leaves out is enough.
   */
  public void write(Storage storage) throws IOException {
    try (StorageFile file = storage.open(FILE)) {
      List<Optional<Superblock>> copies = copies(file);
      List<Integer> order = new ArrayList<>();
      for (int copy = 0; copy < COPIES; copy++) {
        if (copies.get(copy).isEmpty()) {
          order.add(copy);
        }
      }
      boolean heals = !order.isEmpty();
      for (int copy = 0; copy < COPIES; copy++) {
        boolean ours = copies.get(copy).filter(found -> found.epoch == epoch).isPresent();
        if (copies.get(copy).isPresent() && (heals || ours)) {
          order.add(copy);
        }
      }
      if (order.isEmpty()) {
        long first = copies.get(0).orElseThrow().epoch;
        long second = copies.get(1).orElseThrow().epoch;
        order.add(first <= second ? 0 : 1);
      }
      for (int copy : order) {
        write(file, copy);
      }
    }
  }

  private void write(StorageFile file, int copy) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      block.set(LONG, 0, MAGIC);
      block.set(INT, 8, VERSION);
      block.set(INT, 12, (atRisk ? AT_RISK : 0) | (answersLost ? ANSWERS_LOST : 0));
      block.set(LONG, 16, poolHigh);
      block.set(LONG, 24, poolLow);
      block.set(LONG, 32, segmentBytes);
      block.set(LONG, 40, epoch);
      block.set(INT, 48, new Crc().of(block, 0, 48));
      file.write((long) copy * Layout.BLOCK_BYTES, block);
      file.sync();
    }
  }

  /** The same with another word on its answers. */
  public Superblock with(boolean risk, boolean lost) {
    return new Superblock(poolHigh, poolLow, segmentBytes, epoch, risk, lost);
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

  /**
   * The newest intact copy in the file, if there is one. Of two of one epoch, which a crash left
   * between two words of one life, the worse counts.
   */
  public static Optional<Superblock> newest(Storage storage) throws IOException {
    try (StorageFile file = storage.open(FILE)) {
      return copies(file).stream().flatMap(Optional::stream).reduce(Superblock::newer);
    }
  }

  private static Superblock newer(Superblock one, Superblock other) {
    if (one.epoch == other.epoch) {
      return one.with(one.atRisk || other.atRisk, one.answersLost || other.answersLost);
    }
    return one.epoch > other.epoch ? one : other;
  }

  private static List<Optional<Superblock>> copies(StorageFile file) throws IOException {
    List<Optional<Superblock>> copies = new ArrayList<>();
    for (int copy = 0; copy < COPIES; copy++) {
      copies.add(copy(file, (long) copy * Layout.BLOCK_BYTES));
    }
    return copies;
  }

  private static Optional<Superblock> copy(StorageFile file, long at) throws IOException {
    if (at + Layout.BLOCK_BYTES > file.sizeBytes()) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      file.read(at, block);
      if (block.get(LONG, 0) != MAGIC || block.get(INT, 48) != new Crc().of(block, 0, 48)) {
        return Optional.empty();
      }
      if (block.get(INT, 8) != VERSION) {
        throw new PoolFormatException(
            "the pool has version "
                + block.get(INT, 8)
                + ", this program knows version "
                + VERSION
                + "; take its disks out with the release that wrote it, and put them into a new"
                + " pool");
      }
      return Optional.of(
          new Superblock(
              block.get(LONG, 16),
              block.get(LONG, 24),
              block.get(LONG, 32),
              block.get(LONG, 40),
              (block.get(INT, 12) & AT_RISK) != 0,
              (block.get(INT, 12) & ANSWERS_LOST) != 0));
    }
  }

  /** Whether one of the copies at least is not intact. */
  public static boolean anyDamaged(Storage storage) throws IOException {
    try (StorageFile file = storage.open(FILE)) {
      return copies(file).stream().anyMatch(Optional::isEmpty);
    }
  }

  /**
   * The next life, with an epoch that none had. Where the other copy is damaged, it may have been
   * the newer one, its life may have sealed blocks, and nobody knows what it said of its answers.
   */
  public static Superblock nextLife(Storage storage) throws IOException {
    Superblock newest = read(storage);
    boolean damaged = anyDamaged(storage);
    return new Superblock(
        newest.poolHigh,
        newest.poolLow,
        newest.segmentBytes,
        newest.epoch + (damaged ? 2 : 1),
        newest.atRisk || damaged,
        newest.answersLost);
  }
}
