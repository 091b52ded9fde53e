package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.Seals;
import dev.stillpoint.engine.read.BlockCache;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

/**
 * Finds the seals of blocks that reached their segment: in the header of the batch. Needs no key.
 * Serves one thread at a time; whoever asks keeps the segment from being written again.
 */
final class SealReader {
  private final Core core;
  private final boolean cached;
  private final MemorySegment header =
      Arena.ofAuto().allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);

  /** The header that was read last: blocks that are asked for one after another often share it. */
  private long segmentOfHeader = -1;

  private int blockOfHeader;
  private int recordsEnd;

  /**
   * Reads for a pool.
   *
   * @param cached whether a header may come from the cache, or must stand in the file now
   */
  SealReader(Core core, boolean cached) {
    this.core = core;
    this.cached = cached;
  }

  /**
   * Finds a seal.
   *
   * @param block place in the segment
   * @param back how many blocks before it the header stands; 0 if the block is not sealed
   * @param to receives the seal at {@code at}
   * @return false if it has none, or the header that held it is damaged
   */
  boolean find(int slot, long segment, int block, int back, byte[] to, int at)
      throws BlockFault.Io {
    return back > 0
        && load(slot, segment, block - back)
        && Seals.find(header, recordsEnd, back - 1, to, at);
  }

  private boolean load(int slot, long segment, int block) throws BlockFault.Io {
    if (segment == segmentOfHeader && block == blockOfHeader) {
      return true;
    }
    segmentOfHeader = -1;
    long key = BlockCache.key(core.geometry.location(segment, block));
    if (cached && core.cache.get(key, 0, header, 0, Layout.BLOCK_BYTES)) {
      recordsEnd = BatchHeader.recordsEnd(header);
    } else {
      OptionalInt end = read(slot, segment, block);
      if (end.isEmpty()) {
        return false;
      }
      recordsEnd = end.getAsInt();
      core.cache.put(key, header, 0);
    }
    segmentOfHeader = segment;
    blockOfHeader = block;
    return true;
  }

  private OptionalInt read(int slot, long segment, int block) throws BlockFault.Io {
    try {
      return core.files.header(slot, segment, block, header);
    } catch (IOException e) {
      throw new BlockFault.Io("cannot read the log: " + e.getMessage(), e);
    }
  }
}
