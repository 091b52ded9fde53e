package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.checkpoint.Superblock;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.log.SegmentFiles;
import dev.stillpoint.engine.node.NodeStore;
import dev.stillpoint.engine.space.Geometry;
import java.time.Duration;

/**
 * How a pool is run. The segment size is fixed when the pool is created; the rest may change at
 * every open.
 *
 * @param segmentBytes size of a segment file, a power of two from 128 KiB to 1 GiB
 * @param poolBytes the most that all segments may occupy
 * @param bufferBytes memory for answered writes that wait for the log file
 * @param cacheBytes memory for verified blocks that were read or written
 * @param checkpointBytes a checkpoint is taken after this much log: what recovery has to replay
 * @param writeCache false: every answer to a write means durable
 * @param footerBytes heap for what readers have to know of the blocks in segments: a mebibyte
 *     serves a gibibyte of the log
 * @param openFiles segment files that are kept open, each with up to three descriptors; of files of
 *     maps a quarter as many are
 * @param mapCacheBytes heap for nodes of the maps that were read: a mebibyte serves the maps of
 *     some hundred mebibytes written at random, and of far more written in sequence
 * @param history how long the log is kept, so that the past can be built from it; zero for not
 */
public record PoolOptions(
    long segmentBytes,
    long poolBytes,
    long bufferBytes,
    long cacheBytes,
    long checkpointBytes,
    boolean writeCache,
    long footerBytes,
    int openFiles,
    long mapCacheBytes,
    Duration history) {
  private static final int SLOTS_BY_DEFAULT = 8192;
  private static final int OPEN_FILES_BY_DEFAULT = 256;
  private static final long CHUNK_BYTES_MAX = 16L << 20;
  private static final int CHUNKS_MIN = 8;
  private static final int MAPS_SHARE = 16;

  /** With a sixteenth of the cache's size for footers, and 256 open files. */
  public PoolOptions(
      long segmentBytes,
      long poolBytes,
      long bufferBytes,
      long cacheBytes,
      long checkpointBytes,
      boolean writeCache) {
    this(
        segmentBytes,
        poolBytes,
        bufferBytes,
        cacheBytes,
        checkpointBytes,
        writeCache,
        cacheBytes / 16,
        OPEN_FILES_BY_DEFAULT);
  }

  /** With a quarter of the cache's size for maps. */
  public PoolOptions(
      long segmentBytes,
      long poolBytes,
      long bufferBytes,
      long cacheBytes,
      long checkpointBytes,
      boolean writeCache,
      long footerBytes,
      int openFiles) {
    this(
        segmentBytes,
        poolBytes,
        bufferBytes,
        cacheBytes,
        checkpointBytes,
        writeCache,
        footerBytes,
        openFiles,
        cacheBytes / 4);
  }

  /** Without a past. */
  public PoolOptions(
      long segmentBytes,
      long poolBytes,
      long bufferBytes,
      long cacheBytes,
      long checkpointBytes,
      boolean writeCache,
      long footerBytes,
      int openFiles,
      long mapCacheBytes) {
    this(
        segmentBytes,
        poolBytes,
        bufferBytes,
        cacheBytes,
        checkpointBytes,
        writeCache,
        footerBytes,
        openFiles,
        mapCacheBytes,
        Duration.ZERO);
  }

  /**
   * Segments of 64 MiB, larger ones in pools beyond 512 GiB, so that their number and with it that
   * of open files stays bounded; 64 MiB of buffer, 256 MiB of cache, checkpoints every 256 MiB.
   */
  public static PoolOptions defaults(long poolBytes) {
    long segmentBytes = 64L << 20;
    while (poolBytes / segmentBytes > SLOTS_BY_DEFAULT && segmentBytes < 1L << 30) {
      segmentBytes *= 2;
    }
    return new PoolOptions(segmentBytes, poolBytes, 64L << 20, 256L << 20, 256L << 20, true);
  }

  public PoolOptions {
    if (segmentBytes < 128 << 10 || segmentBytes > 1 << 30) {
      throw new IllegalArgumentException(
          "segment size must be 128 KiB to 1 GiB, is " + segmentBytes);
    }
    if (openFiles < 1) {
      throw new IllegalArgumentException("at least one segment file is open, not " + openFiles);
    }
    if (history.isNegative()) {
      throw new IllegalArgumentException("a past is not " + history + " long");
    }
    Geometry.of(segmentBytes, poolBytes);
  }

  Geometry geometry() {
    return Geometry.of(segmentBytes, poolBytes);
  }

  /**
   * The maps may take a sixteenth of what the pool may, in files of a segment's size but 16 MiB at
   * most.
   */
  NodeStore nodeStore(Storage storage, Superblock pool) {
    long chunkBytes = Math.min(pool.segmentBytes(), CHUNK_BYTES_MAX);
    long chunks = Math.max(CHUNKS_MIN, poolBytes / MAPS_SHARE / chunkBytes);
    return new NodeStore(
        storage,
        pool.poolHigh(),
        pool.poolLow(),
        (int) (chunkBytes >>> Layout.BLOCK_SHIFT),
        Math.toIntExact(chunks),
        openMaps());
  }

  private int openMaps() {
    return Math.max(2, openFiles / 4);
  }

  /** How much is kept at hand of the segments. */
  SegmentFiles.Bounds bounds(boolean heals) {
    return new SegmentFiles.Bounds(footerBytes, openFiles, heals);
  }

  /** The same with another pool size. */
  public PoolOptions withPoolBytes(long bytes) {
    return new PoolOptions(
        segmentBytes,
        bytes,
        bufferBytes,
        cacheBytes,
        checkpointBytes,
        writeCache,
        footerBytes,
        openFiles,
        mapCacheBytes,
        history);
  }

  /** The same with the write cache on or off. */
  public PoolOptions withWriteCache(boolean on) {
    return new PoolOptions(
        segmentBytes,
        poolBytes,
        bufferBytes,
        cacheBytes,
        checkpointBytes,
        on,
        footerBytes,
        openFiles,
        mapCacheBytes,
        history);
  }

  /** The same with another size of the heap for maps. */
  public PoolOptions withMapCacheBytes(long bytes) {
    return new PoolOptions(
        segmentBytes,
        poolBytes,
        bufferBytes,
        cacheBytes,
        checkpointBytes,
        writeCache,
        footerBytes,
        openFiles,
        bytes,
        history);
  }

  /** The same with another past. */
  public PoolOptions withHistory(Duration length) {
    return new PoolOptions(
        segmentBytes,
        poolBytes,
        bufferBytes,
        cacheBytes,
        checkpointBytes,
        writeCache,
        footerBytes,
        openFiles,
        mapCacheBytes,
        length);
  }

  /** The same with another cache size, and the heap for footers and maps that goes with it. */
  public PoolOptions withCacheBytes(long bytes) {
    return new PoolOptions(segmentBytes, poolBytes, bufferBytes, bytes, checkpointBytes, writeCache)
        .withHistory(history);
  }
}
