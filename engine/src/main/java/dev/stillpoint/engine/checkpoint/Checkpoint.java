package dev.stillpoint.engine.checkpoint;

import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.map.Discards;
import dev.stillpoint.engine.map.Ref;
import dev.stillpoint.engine.state.DeathQueue;
import dev.stillpoint.engine.state.FrozenGroup;
import dev.stillpoint.engine.state.VersionEntry;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pool as it stood between two records: the root of everything. The nodes of the maps stand in
 * pages of their own.
 *
 * @param number counts checkpoints of the pool
 * @param position where the log went on
 * @param nextSegment a segment number that was never given
 * @param slots that hold a segment with something that lives, and the active one
 * @param names volumes, images and groups
 * @param versions their contents, and those that are hidden
 * @param work what waits to be freed
 */
public record Checkpoint(
    long number,
    LogPosition position,
    long nextSegment,
    List<Slot> slots,
    Names names,
    Versions versions,
    Work work) {
  /**
   * A slot that holds a segment.
   *
   * @param bits which of its blocks live, lowest first
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Slot(int slot, long segment, long[] bits) {}

  /**
   * What has a name.
   *
   * @param families of clones, see {@code PoolState}
   */
  public record Names(
      SortedMap<Long, Long> families,
      List<VolumeEntry> volumes,
      List<ImageEntry> images,
      List<FrozenGroup> groups) {
    public Names {
      families = Collections.unmodifiableSortedMap(new TreeMap<>(families));
      volumes = List.copyOf(volumes);
      images = List.copyOf(images);
      groups = List.copyOf(groups);
    }
  }

  /**
   * A volume.
   *
   * @param version serial of its content
   */
  public record VolumeEntry(long id, long family, long key, long sizeBlocks, long version) {}

  /**
   * An image.
   *
   * @param version serial of its content
   */
  public record ImageEntry(
      long id, long group, long source, long family, long key, long sizeBlocks, long version) {}

  /**
   * The contents.
   *
   * @param leaving serials of those on their way out, in their order
   * @param cursor how far the first of these has come
   * @param nextSerial a serial that was never given
   */
  public record Versions(
      List<VersionEntry> entries, List<Long> leaving, long cursor, long nextSerial) {
    public Versions {
      entries = List.copyOf(entries);
      leaving = List.copyOf(leaving);
    }
  }

  /**
   * What waits to be freed, and where moved blocks stand.
   *
   * @param moved root of the map of moved blocks; null if there are none
   */
  public record Work(
      List<Discards.Subtree> discards,
      Ref moved,
      List<Discards.Subtree> discardsOfMoved,
      List<DeathQueue.Run> deaths) {
    /** None. */
    public static final Work NONE = new Work(List.of(), null, List.of(), List.of());

    public Work {
      discards = List.copyOf(discards);
      discardsOfMoved = List.copyOf(discardsOfMoved);
      deaths = List.copyOf(deaths);
    }
  }

  public Checkpoint {
    slots = List.copyOf(slots);
  }
}
