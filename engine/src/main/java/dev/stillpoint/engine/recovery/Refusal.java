package dev.stillpoint.engine.recovery;

import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import dev.stillpoint.engine.log.LogPosition;

/** Why a pool is not opened: opening it would lose what was promised. */
final class Refusal {
  private Refusal() {}

  static PoolFormatException fileMissing(int slot) {
    return new PoolFormatException("the checkpoint needs segment file " + slot + ", not there");
  }

  static PoolFormatException superblockOlder(long epochOfLog, long epochBefore) {
    return new PoolFormatException(
        "the log knows of epoch "
            + epochOfLog
            + ", the superblock of none beyond "
            + epochBefore
            + ": the file of the superblock is older than the log");
  }

  static PoolFormatException checkpointMissing(long told, long found) {
    return new PoolFormatException(
        "the log says that checkpoint "
            + told
            + " was durable, but it is lost or damaged, and the newest intact one is "
            + found
            + ": what that one reaches may have been written over; "
            + CheckpointFiles.HOW_TO_REPAIR);
  }

  static PoolFormatException otherSegment(int slot, long expected, long found) {
    return new PoolFormatException(
        "segment file " + slot + " should hold segment " + expected + ", holds " + found);
  }

  static PoolFormatException durablePartMissing(LogPosition end, long durable) {
    return new PoolFormatException(
        "the log breaks off at LSN "
            + end.nextLsn()
            + " (segment "
            + end.segment()
            + ", block "
            + end.block()
            + "), but a later batch, or the write buffer, says that everything up to LSN "
            + durable
            + " was durable, or had left the buffer: the storage below lost or damaged data");
  }
}
