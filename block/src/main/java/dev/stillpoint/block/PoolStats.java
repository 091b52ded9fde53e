package dev.stillpoint.block;

import java.util.Optional;

/**
 * A moment's figures of a pool, all in bytes unless the name says otherwise.
 *
 * @param capacityBytes the most that the log may occupy
 * @param logBytes what the log occupies now, live and dead
 * @param liveBytes what some map reaches
 * @param bufferedBytes answered and not yet written to the log
 * @param appendedLsn the newest record
 * @param durableLsn the newest record that survives a power cut
 * @param checkpointLsn where replay would begin
 * @param cleanedBytes moved by the cleaner since the pool was opened
 * @param syncCount completed syncs of the log since the pool was opened
 * @param syncedWriteCount writes that those syncs made durable
 * @param corruptReadCount reads that failed their checksum since the pool was opened
 * @param clientBytes that writes brought since the pool was opened
 * @param appendedBytes that the log grew by since then: those, what the cleaner moved, and headers
 * @param lostFooterPageCount pages of segments' footers that were lost since then, and made anew
 *     from the log
 * @param stuckSegmentCount segments that cannot be cleaned, since something that lives in them
 *     cannot be read
 * @param history the past that is kept, if any is
 */
public record PoolStats(
    long capacityBytes,
    long logBytes,
    long liveBytes,
    long bufferedBytes,
    Lsn appendedLsn,
    Lsn durableLsn,
    Lsn checkpointLsn,
    long cleanedBytes,
    long syncCount,
    long syncedWriteCount,
    long corruptReadCount,
    long clientBytes,
    long appendedBytes,
    long lostFooterPageCount,
    long stuckSegmentCount,
    Optional<HistoryWindow> history) {
  /** Bytes appended for each byte that a client wrote; 0 before the first. */
  public double writeAmplification() {
    return clientBytes == 0 ? 0 : (double) appendedBytes / clientBytes;
  }

  /** How many writes shared one sync, on average; 0 before the first. */
  public double writesPerSync() {
    return syncCount == 0 ? 0 : (double) syncedWriteCount / syncCount;
  }
}
