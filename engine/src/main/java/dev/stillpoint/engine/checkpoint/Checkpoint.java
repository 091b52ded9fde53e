package dev.stillpoint.engine.checkpoint;

import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.state.FrozenGroup;
import dev.stillpoint.engine.state.FrozenImage;
import dev.stillpoint.engine.state.LiveVolume;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pool as it stood between two records.
 *
 * @param number counts checkpoints of the pool
 * @param position where the log went on
 * @param nextSegment a segment number that was never given
 * @param closed slots of closed segments, with their sequence numbers
 * @param families of clones, see {@code PoolState}
 * @param volumes with maps that nobody changes any more
 */
public record Checkpoint(
    long number,
    LogPosition position,
    long nextSegment,
    List<ClosedSlot> closed,
    SortedMap<Long, Long> families,
    List<VolumeEntry> volumes,
    List<FrozenImage> images,
    List<FrozenGroup> groups) {
  /** A slot that holds a closed segment. */
  public record ClosedSlot(int slot, long segment) {}

  /** A volume, with a shared map in place of its live one. */
  public record VolumeEntry(long id, long family, long key, long sizeBlocks, ExtentMap map) {
    public static VolumeEntry of(LiveVolume volume) {
      return new VolumeEntry(
          volume.id(), volume.family(), volume.key(), volume.sizeBlocks(), volume.map().share());
    }
  }

  public Checkpoint {
    closed = List.copyOf(closed);
    families = Collections.unmodifiableSortedMap(new TreeMap<>(families));
    volumes = List.copyOf(volumes);
    images = List.copyOf(images);
    groups = List.copyOf(groups);
  }
}
