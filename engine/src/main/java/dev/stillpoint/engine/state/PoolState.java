package dev.stillpoint.engine.state;

import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.map.Discards;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.map.Nodes;
import dev.stillpoint.engine.map.Ref;
import dev.stillpoint.engine.map.Since;
import dev.stillpoint.engine.space.Living;
import dev.stillpoint.engine.space.Segments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** All volumes, images and groups of a pool. Guarded by the pool's lock. */
public final class PoolState {
  /** Deaths that are looked up in one step touch so many blocks at most. */
  private static final int DEATHS_MAX = 1024;

  private final Nodes nodes;
  private final Versions versions;
  private final MovedBlocks moved;
  private final Living<NodeMissing> living;
  private final DeathQueue deaths = new DeathQueue();
  private final TreeMap<Long, LiveVolume> volumes = new TreeMap<>();
  private final TreeMap<Long, FrozenImage> images = new TreeMap<>();
  private final TreeMap<Long, FrozenGroup> groups = new TreeMap<>();

  /** Families of clones, kept while a map of the family lives: blocks outlive the volume. */
  private final TreeMap<Long, Long> families = new TreeMap<>();

  /** How many volumes and images each family has. */
  private final Map<Long, Integer> familySizes = new HashMap<>();

  private final Changes<FrozenImage> changedImages = new Changes<>();
  private final Changes<FrozenGroup> changedGroups = new Changes<>();

  /**
   * Without anything in it.
   *
   * @param moved where moved blocks stand; null when none was moved
   */
  public PoolState(Segments segments, Nodes nodes, Ref moved) {
    this.nodes = nodes;
    this.versions = new Versions(nodes, this::died);
    this.moved = new MovedBlocks(nodes, moved);
    this.living = new Living<>(segments, segments.bits(), this.moved);
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

  /** Groups that the pool made for itself, the oldest first. */
  public Collection<FrozenGroup> anchors() {
    return groups.headMap(0L, false).descendingMap().values();
  }

  /**
   * Gives an anchor up. No record says so: after a crash it may be there once more, with all that
   * it needs, since nothing is given back before a checkpoint is durable that does not hold it.
   */
  public void drop(FrozenGroup anchor) {
    anchor.images().forEach(this::deleteImage);
  }

  /**
   * Adds the next images in the order of their names.
   *
   * @return false when there were no more than {@code most}
   */
  public boolean imagesAfter(long id, int most, List<FrozenImage> images) {
    return next(this.images, id, most, images);
  }

  /** The same for groups. */
  public boolean groupsAfter(long id, int most, List<FrozenGroup> groups) {
    return next(this.groups, id, most, groups);
  }

  private static <T> boolean next(NavigableMap<Long, T> all, long after, int most, List<T> into) {
    int left = most;
    for (T each : all.tailMap(after, false).values()) {
      if (left-- == 0) {
        return true;
      }
      into.add(each);
    }
    return false;
  }

  public Nodes nodes() {
    return nodes;
  }

  public Versions versions() {
    return versions;
  }

  public MovedBlocks moved() {
    return moved;
  }

  /** Which blocks live, and where. */
  public Living<NodeMissing> living() {
    return living;
  }

  public DeathQueue deaths() {
    return deaths;
  }

  private void died(long location, long count) {
    living.diedAtHome(
        location,
        Math.toIntExact(count),
        (identity, blocks, _) -> {
          if (!moved.isEmpty()) {
            deaths.add(identity, blocks);
          }
        });
  }

  /** Waiting work, in steps of about the same size. */
  public int backlog() {
    return deaths.size() + versions.discards().size() + moved.discards().size();
  }

  /**
   * Frees a little of what nobody reaches any more.
   *
   * @param most nodes or runs of blocks
   * @return false when nothing waits
   */
  public boolean release(int most) throws NodeMissing {
    int runs = 0;
    for (int blocks = 0; runs < most && blocks < DEATHS_MAX && deaths.size() > 0; runs++) {
      DeathQueue.Run run = deaths.peek();
      int count = Math.min(run.count(), DEATHS_MAX - blocks);
      living.died(run.identity(), count);
      deaths.remove();
      if (count < run.count()) {
        deaths.add(run.identity() + count, run.count() - count);
      }
      blocks += count;
    }
    if (runs > 0) {
      return true;
    }
    return moved.discards().step(most) || versions.step(most);
  }

  /** Family of a volume that lives, or lived and may have left blocks behind. */
  public long familyOf(long volume) {
    return families.getOrDefault(volume, volume);
  }

  /** Families of clones that may still matter. */
  public SortedMap<Long, Long> families() {
    families.values().retainAll(familySizes.keySet());
    return new TreeMap<>(families);
  }

  /** Puts back what a checkpoint held. */
  public void restoreFamilies(SortedMap<Long, Long> held) {
    families.putAll(held);
  }

  /** What changed since this was asked last. */
  public StateChanges takeChanges() {
    Map<Long, VersionEntry> entries = new HashMap<>();
    versions
        .takeChanged()
        .forEach((serial, version) -> entries.put(serial, version == null ? null : entry(version)));
    volumes.values().forEach(v -> entries.put(v.version().serial(), entry(v.version())));
    return new StateChanges(changedImages.take(), changedGroups.take(), entries);
  }

  private static VersionEntry entry(Version version) {
    return new VersionEntry(
        version.serial(),
        version.above() == null ? 0 : version.above().serial(),
        version.since(),
        version.map().root(),
        version.hidden());
  }

  /**
   * Puts back what a checkpoint held.
   *
   * @param leaving serials of those on their way out
   * @param cursor how far the first of these had come
   * @return the versions by their serials
   */
  public Map<Long, Version> restore(
      List<VersionEntry> entries, List<Long> leaving, long cursor, long nextSerial) {
    Map<Long, VersionEntry> left = new HashMap<>();
    entries.forEach(entry -> left.put(entry.serial(), entry));
    Map<Long, Version> restored = new HashMap<>();
    List<Version> hidden = new ArrayList<>();
    for (VersionEntry entry : entries) {
      List<VersionEntry> path = new ArrayList<>();
      VersionEntry at = entry;
      while (at != null && !restored.containsKey(at.serial())) {
        path.add(at);
        at = left.get(at.above());
      }
      for (VersionEntry each : path.reversed()) {
        Version above = restored.get(each.above());
        Version version = versions.restore(each.serial(), above, each.since(), each.root());
        restored.put(each.serial(), version);
        if (each.hidden()) {
          hidden.add(version);
        }
      }
    }
    versions.restoreLeaving(
        hidden, leaving.stream().map(restored::get).toList(), cursor, nextSerial);
    return restored;
  }

  /** Puts back what a checkpoint held. */
  public void restoreWork(
      List<Discards.Subtree> subtrees, List<Discards.Subtree> ofMoved, List<DeathQueue.Run> dead) {
    subtrees.reversed().forEach(each -> versions.discards().add(each.root(), each.threshold()));
    ofMoved.reversed().forEach(each -> moved.discards().add(each.root(), each.threshold()));
    dead.forEach(run -> deaths.add(run.identity(), run.count()));
  }

  /** Puts back what a checkpoint held. */
  public void restore(LiveVolume volume) {
    add(volume);
  }

  /** Puts back what a checkpoint held. */
  public void restore(FrozenImage image) {
    addImage(image);
  }

  /** Puts back what a checkpoint held. */
  public void restore(FrozenGroup group) {
    addGroup(group);
  }

  /**
   * Applies one record. Whoever appended it has checked that it can be applied.
   *
   * @param location of its first payload block, for a write or a move; else where the next payload
   *     will stand
   * @throws NodeMissing before anything changed; only for what changes a volume's bytes, and moves
   */
  public void apply(LogRecord record, long lsn, long location) throws NodeMissing {
    moved.reached(lsn);
    Since now = new Since(location, lsn);
    switch (record) {
      case LogRecord.Write w -> {
        LiveVolume volume = live(w.volume());
        volume.map().prepare(w.block(), w.count());
        written(volume, w.block(), w.count(), now);
      }
      case LogRecord.Zero z -> zero(z, lsn);
      case LogRecord.CreateVolume c -> {
        families.remove(c.volume());
        add(new LiveVolume(c.volume(), c.volume(), c.key(), c.sizeBlocks(), versions.create()));
      }
      case LogRecord.CloneVolume c -> {
        FrozenImage image = frozen(c.image());
        families.put(c.volume(), image.family());
        Version version = versions.stem(image.version(), now);
        add(new LiveVolume(c.volume(), image.family(), image.key(), c.sizeBlocks(), version));
      }
      case LogRecord.ResizeVolume r -> live(r.volume()).resize(r.sizeBlocks());
      case LogRecord.DeleteVolume d -> {
        LiveVolume volume = live(d.volume());
        volumes.remove(d.volume());
        left(volume.family());
        volume.delete();
        versions.drop(volume.version());
      }
      case LogRecord.Freeze f -> freeze(f, now);
      case LogRecord.RollBack r -> rollBack(r, now);
      case LogRecord.DeleteImages d -> d.images().forEach(this::deleteImage);
      case LogRecord.Move m -> {
        moved.prepare(m.identity(), m.count());
        living.moved(m.identity(), m.count(), m.oldLocation(), location);
      }
    }
  }

  /** Blocks of a volume were appended; the map was prepared for it. */
  public void written(LiveVolume volume, long block, int count, Since at) {
    volume.map().put(block, count, at.position(), at.lsn());
    living.born(at.position(), count);
  }

  private void zero(LogRecord.Zero zero, long lsn) throws NodeMissing {
    LiveVolume volume = live(zero.volume());
    volume.map().prepare(zero.block(), zero.count());
    if (zero.allocated()) {
      volume.map().putZeros(zero.block(), zero.count(), lsn);
    } else {
      volume.map().remove(zero.block(), zero.count(), lsn);
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
    familySizes.merge(volume.family(), 1, Integer::sum);
  }

  private void left(long family) {
    familySizes.computeIfPresent(family, (_, size) -> size == 1 ? null : size - 1);
  }

  private void addImage(FrozenImage image) {
    Invariant.hold(
        images.put(image.id(), image) == null, "4 atomic groups", "an image was made twice");
    changedImages.put(image.id(), image);
    familySizes.merge(image.family(), 1, Integer::sum);
  }

  private void freeze(LogRecord.Freeze freeze, Since now) {
    FrozenGroup.Cut cut = new FrozenGroup.Cut(now.lsn(), freeze.timeMillis());
    List<Long> members = new ArrayList<>();
    for (LogRecord.FreezeMember member : freeze.members()) {
      LiveVolume volume = live(member.volume());
      Version version = versions.freeze(volume.version(), now);
      addImage(image(member.image(), cut, freeze.group(), volume, version));
      members.add(member.image());
    }
    addGroup(new FrozenGroup(freeze.group(), cut, members));
  }

  private void rollBack(LogRecord.RollBack rollBack, Since now) {
    FrozenGroup.Cut cut = new FrozenGroup.Cut(now.lsn(), rollBack.timeMillis());
    List<Long> members = new ArrayList<>();
    for (LogRecord.RollBackMember member : rollBack.members()) {
      LiveVolume volume = live(member.volume());
      FrozenImage target = frozen(member.image());
      Version undo = versions.rollBack(volume.version(), target.version(), now);
      addImage(image(member.undo(), cut, rollBack.undoGroup(), volume, undo));
      members.add(member.undo());
    }
    addGroup(new FrozenGroup(rollBack.undoGroup(), cut, members));
  }

  private static FrozenImage image(
      long id, FrozenGroup.Cut cut, long group, LiveVolume volume, Version version) {
    return new FrozenImage(
        id,
        cut,
        group,
        Anchors.source(volume.id()),
        volume.family(),
        volume.key(),
        volume.sizeBlocks(),
        version);
  }

  private void addGroup(FrozenGroup group) {
    Invariant.hold(
        groups.put(group.id(), group) == null, "4 atomic groups", "a group was made twice");
    changedGroups.put(group.id(), group);
  }

  private void deleteImage(long id) {
    FrozenImage image = frozen(id);
    images.remove(id);
    changedImages.remove(id);
    left(image.family());
    versions.delete(image.version());
    FrozenGroup group = groups.get(image.group());
    List<Long> rest = group.images().stream().filter(member -> member != id).toList();
    if (rest.isEmpty()) {
      groups.remove(group.id());
      changedGroups.remove(group.id());
    } else {
      FrozenGroup smaller = new FrozenGroup(group.id(), group.cut(), rest);
      groups.put(group.id(), smaller);
      changedGroups.put(group.id(), smaller);
    }
  }
}
