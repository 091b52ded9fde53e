package dev.stillpoint.engine.pool;

import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;

import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.engine.log.PoolIdentity;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * Where a pass has come to, in the file {@code scrub}: written over in place and never synced,
 * since nothing but a repeated stretch is lost with it. All of it stands in one sector. What is
 * damaged, foreign or of another version counts as nothing.
 *
 * <pre>
 *   0  magic 8 "STPTSCR1"
 *   8  version 4, state 4
 *  16  poolHigh, poolLow 16
 *  32  began 8, settled 8, finished 8    milliseconds; 0 for never
 *  56  phase 4, reserved 4
 *  64  cursor 8
 *  72  doneBytes 8, mended 8, damaged 8
 *  96  crc 4    CRC-32C of bytes 0 to 96
 * </pre>
 */
final class ScrubFile {
  static final String NAME = "scrub";
  private static final long MAGIC = 0x3152435354505453L;
  private static final int VERSION = 1;
  private static final int CRC_AT = 96;

  /** By the numbers that stand for them in the file. */
  private static final List<ScrubStatus.State> STATES = List.of(ScrubStatus.State.values());

  private static final List<Scrubber.Phase> PHASES = List.of(Scrubber.Phase.values());

  private final Storage storage;
  private final PoolIdentity pool;

  /**
   * What is kept of a pass.
   *
   * @param settled when a pass ended last, one way or the other: the next one is due by it
   * @param finished when a pass came to its end last
   * @param phase see {@link Scrubber.Phase}
   * @param cursor how far it has come in that
   */
  record Mark(
      ScrubStatus.State state,
      long began,
      long settled,
      long finished,
      Scrubber.Phase phase,
      long cursor,
      long doneBytes,
      long mended,
      long damaged) {
    static final Mark NONE =
        new Mark(ScrubStatus.State.NEVER, 0, 0, 0, Scrubber.Phase.ROOTS, 0, 0, 0, 0);
  }

  ScrubFile(Storage storage, PoolIdentity pool) {
    this.storage = storage;
    this.pool = pool;
  }

  Mark read() {
    try {
      return storage.names().contains(NAME) ? readFile().orElse(Mark.NONE) : Mark.NONE;
    } catch (IOException e) {
      notKept(e);
      return Mark.NONE;
    }
  }

  private Optional<Mark> readFile() throws IOException {
    try (StorageFile file = storage.open(NAME);
        Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      if (file.sizeBytes() < Layout.BLOCK_BYTES) {
        return Optional.empty();
      }
      file.read(0, block);
      boolean ours =
          block.get(LONG, 0) == MAGIC
              && block.get(INT, 8) == VERSION
              && block.get(LONG, 16) == pool.high()
              && block.get(LONG, 24) == pool.low()
              && block.get(INT, CRC_AT) == new Crc().of(block, 0, CRC_AT);
      return ours ? Optional.of(mark(block)) : Optional.empty();
    }
  }

  private static Mark mark(MemorySegment block) {
    return new Mark(
        STATES.get(block.get(INT, 12)),
        block.get(LONG, 32),
        block.get(LONG, 40),
        block.get(LONG, 48),
        PHASES.get(block.get(INT, 56)),
        block.get(LONG, 64),
        block.get(LONG, 72),
        block.get(LONG, 80),
        block.get(LONG, 88));
  }

  void write(Mark mark) {
    try (StorageFile file = openOrMake();
        Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      block.set(LONG, 0, MAGIC);
      block.set(INT, 8, VERSION);
      block.set(INT, 12, STATES.indexOf(mark.state));
      block.set(LONG, 16, pool.high());
      block.set(LONG, 24, pool.low());
      block.set(LONG, 32, mark.began);
      block.set(LONG, 40, mark.settled);
      block.set(LONG, 48, mark.finished);
      block.set(INT, 56, PHASES.indexOf(mark.phase));
      block.set(LONG, 64, mark.cursor);
      block.set(LONG, 72, mark.doneBytes);
      block.set(LONG, 80, mark.mended);
      block.set(LONG, 88, mark.damaged);
      block.set(INT, CRC_AT, new Crc().of(block, 0, CRC_AT));
      file.write(0, block);
    } catch (IOException e) {
      notKept(e);
    }
  }

  private StorageFile openOrMake() throws IOException {
    return storage.names().contains(NAME)
        ? storage.open(NAME)
        : storage.create(NAME, Layout.BLOCK_BYTES);
  }

  private static void notKept(IOException cause) {
    System.getLogger("stillpoint.engine")
        .log(System.Logger.Level.DEBUG, "where the scrubbing has come to is not kept", cause);
  }
}
