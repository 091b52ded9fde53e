package dev.stillpoint.engine.log;

import dev.stillpoint.engine.space.Geometry;
import java.util.Map;
import java.util.TreeMap;

/** The batches that are in memory and not yet in their segments. Guarded by the append lock. */
final class Unwritten {
  private final Geometry geometry;
  private final TreeMap<Long, Batch> batches = new TreeMap<>();

  Unwritten(Geometry geometry) {
    this.geometry = geometry;
  }

  void add(Batch batch) {
    batches.put(geometry.location(batch.segment(), batch.block()), batch);
  }

  void remove(Batch batch) {
    batches.remove(geometry.location(batch.segment(), batch.block()));
  }

  boolean isEmpty() {
    return batches.isEmpty();
  }

  int count() {
    return batches.size();
  }

  /** Blocks of all of them. */
  long blocks() {
    long blocks = 0;
    for (Batch batch : batches.values()) {
      blocks += batch.blocks();
    }
    return blocks;
  }

  /** The batch that holds what stands at a location; null if none does. */
  Batch holding(long location, int blocks) {
    Map.Entry<Long, Batch> entry = batches.floorEntry(location);
    if (entry == null) {
      return null;
    }
    Batch batch = entry.getValue();
    int block = geometry.block(location);
    boolean inside =
        batch.segment() == geometry.segment(location)
            && block + blocks <= batch.block() + 1 + batch.payloadBlocks();
    return inside ? batch : null;
  }

  /**
   * The first block of a segment that waits.
   *
   * @param otherwise the answer if none does
   */
  int firstBlock(long segment, int otherwise) {
    Long waiting = batches.ceilingKey(geometry.location(segment, 0));
    return waiting != null && geometry.segment(waiting) == segment
        ? geometry.block(waiting)
        : otherwise;
  }
}
