package dev.stillpoint.engine.recovery;

import dev.stillpoint.engine.checkpoint.PoolFormatException;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.engine.log.LeftBatches;
import dev.stillpoint.engine.log.PoolIdentity;
import dev.stillpoint.engine.log.SegmentFiles;
import dev.stillpoint.engine.log.SegmentScan;
import dev.stillpoint.engine.space.Geometry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the batches of a log say of what must be there: each tells how far the log was durable when
 * it was sealed, and which checkpoint was.
 */
final class Evidence {
  private final SegmentFiles files;
  private final Geometry geometry;
  private final PoolIdentity pool;
  private final LeftBatches left;
  private long checkpoint;

  /** Negative until it is asked for. */
  private long provedLsn = -1;

  Evidence(SegmentFiles files, PoolIdentity pool, LeftBatches left) {
    this.files = files;
    this.geometry = files.geometry();
    this.pool = pool;
    this.left = left;
    this.checkpoint = left.checkpoint();
  }

  /** Takes note of what a batch says. */
  void heard(BatchHeader header) {
    checkpoint = Math.max(checkpoint, header.checkpoint());
  }

  /**
   * What a newer checkpoint than the one that was found gave back may have been written over since.
   */
  void requireNewest(long number) throws PoolFormatException {
    if (checkpoint > number) {
      throw Refusal.checkpointMissing(checkpoint, number);
    }
  }

  /**
   * How far the log must be there, as whatever is found behind a place says: in this segment, in
   * every newer one, and in the buffer. Asked at one place only.
   *
   * @param firstHeaders of slots that were not entered
   */
  long provedLsn(
      SegmentScan scan, long segment, int block, Map<Integer, List<BatchHeader>> firstHeaders)
      throws IOException {
    if (provedLsn < 0) {
      long most = Math.max(left.provedLsn(), durableIn(scan, segment, block));
      for (Map.Entry<Integer, List<BatchHeader>> entry : firstHeaders.entrySet()) {
        for (BatchHeader header : entry.getValue()) {
          most = Math.max(most, header.durableLsn());
          if (header.segment() > segment) {
            long of = header.segment();
            most = Math.max(most, files.with(entry.getKey(), file -> durableIn(file, of)));
          }
        }
      }
      provedLsn = most;
    }
    return provedLsn;
  }

  private long durableIn(StorageFile file, long of) throws IOException {
    try (SegmentScan scan = new SegmentScan(file, geometry)) {
      return durableIn(scan, of, 0);
    }
  }

  private long durableIn(SegmentScan scan, long of, int from) throws IOException {
    long most = 0;
    for (int at = from; at < geometry.logBlocks(); at++) {
      Optional<BatchHeader> header = scan.anyHeader(pool, of, at);
      if (header.isPresent()) {
        heard(header.get());
        most = Math.max(most, header.get().durableLsn());
      }
    }
    return most;
  }
}
