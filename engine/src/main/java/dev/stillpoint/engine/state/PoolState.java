package dev.stillpoint.engine.state;

import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.map.BlockRefs;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.Node;
import dev.stillpoint.engine.map.Releases;
import dev.stillpoint.engine.map.Walks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** All volumes, images and groups of a pool. Guarded by the pool's lock. */
public final class PoolState {
  private final BlockRefs blockRefs;
  private final Releases releases;
  private final Walks walks = new Walks();
  private final TreeMap<Long, LiveVolume> volumes = new TreeMap<>();
  private final TreeMap<Long, FrozenImage> images = new TreeMap<>();
  private final TreeMap<Long, FrozenGroup> groups = new TreeMap<>();

  /** Families of clones, kept while a map of the family lives: blocks outlive the volume. */
  private final TreeMap<Long, Long> families = new TreeMap<>();

  public PoolState(BlockRefs blockRefs) {
    this.blockRefs = blockRefs;
    this.releases = new Releases(blockRefs);
  }

  /** The volume, or null. */
  public LiveVolume volume(long id) {
    return volumes.get(id);
  }

  /** The image, or null. */
  public FrozenImage image(long id) {
    return images.get(id);
  }

  /** The group, or null. */
  public FrozenGroup group(long id) {
    return groups.get(id);
  }

  public Collection<LiveVolume> volumes() {
    return volumes.values();
  }

  public Collection<FrozenImage> images() {
    return images.values();
  }

  public Collection<FrozenGroup> groups() {
    return groups.values();
  }

  public Releases releases() {
    return releases;
  }

  public Walks walks() {
    return walks;
  }

  /** Family of a volume that lives, or lived and may have left blocks behind. */
  public long familyOf(long volume) {
    return families.getOrDefault(volume, volume);
  }

  /** Families of clones that may still matter. */
  public SortedMap<Long, Long> families() {
    TreeSet<Long> living = new TreeSet<>();
    volumes.values().forEach(volume -> living.add(volume.family()));
    images.values().forEach(image -> living.add(image.family()));
    families.values().retainAll(living);
    return new TreeMap<>(families);
  }

  /** Puts back what a checkpoint held. */
  public void restoreFamilies(SortedMap<Long, Long> held) {
    families.putAll(held);
  }

  /** Puts back what a checkpoint held. */
  public void restore(LiveVolume volume) {
    volumes.put(volume.id(), volume);
  }

  /** Puts back what a checkpoint held. */
  public void restore(FrozenImage image) {
    images.put(image.id(), image);
  }

  /** Puts back what a checkpoint held. */
  public void restore(FrozenGroup group) {
    groups.put(group.id(), group);
  }

  /**
   * Applies one record. Whoever appended it has checked that it can be applied.
   *
   * @param location of its first payload block, for a write or a move
   */
  public void apply(LogRecord record, long lsn, long location) {
    switch (record) {
      case LogRecord.Write w -> live(w.volume()).map().put(w.block(), w.count(), location);
      case LogRecord.Zero z -> {
        ExtentMap map = live(z.volume()).map();
        if (z.allocated()) {
          map.putZeros(z.block(), z.count());
        } else {
          map.remove(z.block(), z.count());
        }
      }
      case LogRecord.CreateVolume c -> {
        families.remove(c.volume());
        add(
            new LiveVolume(
                c.volume(), c.volume(), c.key(), c.sizeBlocks(), new ExtentMap(blockRefs)));
      }
      case LogRecord.CloneVolume c -> {
        FrozenImage image = frozen(c.image());
        families.put(c.volume(), image.family());
        add(
            new LiveVolume(
                c.volume(), image.family(), image.key(), c.sizeBlocks(), image.map().share()));
      }
      case LogRecord.ResizeVolume r -> live(r.volume()).resize(r.sizeBlocks());
      case LogRecord.DeleteVolume d -> {
        LiveVolume volume = live(d.volume());
        volumes.remove(d.volume());
        volume.delete();
        volume.map().drop(releases);
      }
      case LogRecord.Freeze f -> freeze(f, lsn);
      case LogRecord.RollBack r -> rollBack(r, lsn);
      case LogRecord.DeleteImages d -> d.images().forEach(this::deleteImage);
      case LogRecord.Move m -> move(m, location);
    }
  }

  private LiveVolume live(long id) {
    LiveVolume volume = volumes.get(id);
    Invariant.hold(volume != null, "3 prefix", "a record names a volume that is not there", id, id);
    return volume;
  }

  private FrozenImage frozen(long id) {
    FrozenImage image = images.get(id);
    Invariant.hold(image != null, "3 prefix", "a record names an image that is not there", id, id);
    return image;
  }

  private void add(LiveVolume volume) {
    Invariant.hold(volumes.put(volume.id(), volume) == null, "3 prefix", "a volume was made twice");
  }

  private void addImage(FrozenImage image) {
    Invariant.hold(
        images.put(image.id(), image) == null, "4 atomic groups", "an image was made twice");
  }

  private void freeze(LogRecord.Freeze freeze, long lsn) {
    List<Long> members = new ArrayList<>();
    for (LogRecord.FreezeMember member : freeze.members()) {
      LiveVolume volume = live(member.volume());
      addImage(image(member.image(), freeze.group(), volume, volume.map().share()));
      members.add(member.image());
    }
    addGroup(new FrozenGroup(freeze.group(), lsn, freeze.timeMillis(), members));
  }

  private void rollBack(LogRecord.RollBack rollBack, long lsn) {
    List<Long> members = new ArrayList<>();
    for (LogRecord.RollBackMember member : rollBack.members()) {
      LiveVolume volume = live(member.volume());
      FrozenImage target = frozen(member.image());
      addImage(image(member.undo(), rollBack.undoGroup(), volume, volume.map()));
      volume.replaceMap(target.map().share());
      members.add(member.undo());
    }
    addGroup(new FrozenGroup(rollBack.undoGroup(), lsn, rollBack.timeMillis(), members));
  }

  private static FrozenImage image(long id, long group, LiveVolume volume, ExtentMap map) {
    return new FrozenImage(
        id, group, volume.id(), volume.family(), volume.key(), volume.sizeBlocks(), map);
  }

  private void addGroup(FrozenGroup group) {
    Invariant.hold(
        groups.put(group.id(), group) == null, "4 atomic groups", "a group was made twice");
  }

  private void deleteImage(long id) {
    FrozenImage image = frozen(id);
    images.remove(id);
    image.map().drop(releases);
    FrozenGroup group = groups.get(image.group());
    List<Long> rest = group.images().stream().filter(member -> member != id).toList();
    if (rest.isEmpty()) {
      groups.remove(group.id());
    } else {
      groups.put(group.id(), new FrozenGroup(group.id(), group.lsn(), group.timeMillis(), rest));
    }
  }

  private void move(LogRecord.Move move, long location) {
    walks.begin();
    forEachRoot(
        move.family(),
        root ->
            walks.relocate(
                root, move.block(), move.count(), move.oldLocation(), location, blockRefs));
  }

  /** Number of maps of a family; of all, if the family is unknown (0). */
  public int roots(long family) {
    int[] count = {0};
    forEachRoot(family, _ -> count[0]++);
    return count[0];
  }

  private void forEachRoot(long family, Consumer<Node> visitor) {
    for (LiveVolume volume : volumes.values()) {
      if (family == 0 || volume.family() == family) {
        visitor.accept(volume.map().root());
      }
    }
    for (FrozenImage image : images.values()) {
      if (family == 0 || image.family() == family) {
        visitor.accept(image.map().root());
      }
    }
  }
}
