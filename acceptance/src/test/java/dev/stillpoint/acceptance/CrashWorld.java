package dev.stillpoint.acceptance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * What the crash rounds know of the server: the reference model. Groups, clones and calls under way
 * are changed by several threads under this object's lock; lanes by their writers.
 */
final class CrashWorld {
  /** What a group was asked for, and what is known of it. */
  static final class KnownGroup {
    final String name;
    final List<String> disks;
    final long sent;
    long answered = LaneOperation.NEVER;
    String id = "";

    /** Its lanes' bytes by disk, once they were judged; they must never change after. */
    Map<String, byte[][]> bytes = Map.of();

    KnownGroup(String name, List<String> disks, long sent) {
      this.name = name;
      this.disks = List.copyOf(disks);
      this.sent = sent;
    }

    boolean judged() {
      return !bytes.isEmpty();
    }
  }

  /** A disk that was asked for as a copy of a judged group's member. */
  static final class KnownClone {
    final String name;
    final String snapshotId;
    final byte[][] bytes;
    String diskId = "";

    KnownClone(String name, String snapshotId, byte[][] bytes) {
      this.name = name;
      this.snapshotId = snapshotId;
      this.bytes = bytes;
    }
  }

  /** A rollback of all disks of an instance. */
  static final class KnownReset {
    final int number;
    final List<String> disks;
    final long sent;
    String undoGroupId = "";

    KnownReset(int number, List<String> disks, long sent) {
      this.number = number;
      this.disks = List.copyOf(disks);
      this.sent = sent;
    }
  }

  final AtomicLong stamps = new AtomicLong();

  /** Everything that was answered before this stamp was made durable by a later answer. */
  final AtomicLong flushed = new AtomicLong();

  final AtomicBoolean killing = new AtomicBoolean();
  final List<String> instances = new ArrayList<>();
  final SequencedMap<String, List<Lane>> lanes = new LinkedHashMap<>();
  private final Map<String, String> instanceOf = new TreeMap<>();
  private final List<Throwable> faults = new ArrayList<>();
  private final Map<String, CrashApi.Group> listed = new TreeMap<>();
  final Map<String, KnownGroup> groups = new TreeMap<>();
  final List<KnownClone> clones = new ArrayList<>();
  final List<KnownReset> resets = new ArrayList<>();

  /** Calls under way, whose answer may never come. */
  final List<KnownGroup> groupsBeingMade = new ArrayList<>();

  final TreeSet<String> groupsBeingDeleted = new TreeSet<>();
  final List<KnownClone> clonesBeingMade = new ArrayList<>();
  final TreeSet<String> instancesInChange = new TreeSet<>();

  /** Groups that a rollback or a clone needs now. */
  private final TreeSet<String> borrowed = new TreeSet<>();

  private int names;

  void addDisk(String diskId, String instanceId) {
    List<Lane> ofDisk = new ArrayList<>();
    for (int i = 0; i < Lane.PER_DISK; i++) {
      ofDisk.add(new Lane(diskId, i));
    }
    lanes.put(diskId, ofDisk);
    instanceOf.put(diskId, instanceId);
  }

  String instanceOf(String diskId) {
    return instanceOf.get(diskId);
  }

  List<String> disksOf(String instanceId) {
    return lanes.keySet().stream().filter(id -> instanceOf(id).equals(instanceId)).toList();
  }

  synchronized String newName(String prefix) {
    return prefix + "-" + ++names;
  }

  /** A judged group that stays until it is given back. */
  synchronized Optional<KnownGroup> borrow(RandomGenerator random) {
    List<KnownGroup> judged = groups.values().stream().filter(this::isUsable).toList();
    if (judged.isEmpty()) {
      return Optional.empty();
    }
    KnownGroup group = judged.get(random.nextInt(judged.size()));
    borrowed.add(group.id);
    return Optional.of(group);
  }

  synchronized void giveBack(KnownGroup group) {
    borrowed.remove(group.id);
  }

  /** A judged group of all disks, from which a rollback or a clone can be made. */
  private boolean isUsable(KnownGroup group) {
    return group.judged()
        && group.disks.size() == lanes.size()
        && !groupsBeingDeleted.contains(group.id);
  }

  /** Without it no rollback and no clone could be made any more. */
  synchronized boolean isLastUsable(String groupId) {
    List<KnownGroup> usable = groups.values().stream().filter(this::isUsable).toList();
    return usable.size() == 1 && usable.getFirst().id.equals(groupId);
  }

  /** A group that nobody needs, marked as being deleted; never the last usable one. */
  synchronized Optional<String> beginDeletion(RandomGenerator random) {
    List<String> free =
        groups.keySet().stream()
            .filter(id -> !borrowed.contains(id) && !groupsBeingDeleted.contains(id))
            .filter(id -> !isLastUsable(id))
            .toList();
    if (free.size() < 3) {
      return Optional.empty();
    }
    String id = free.get(random.nextInt(free.size()));
    groupsBeingDeleted.add(id);
    return Optional.of(id);
  }

  synchronized void deleted(String groupId) {
    groupsBeingDeleted.remove(groupId);
    groups.remove(groupId);
    listed.remove(groupId);
  }

  synchronized void making(KnownGroup group) {
    groupsBeingMade.add(group);
  }

  synchronized void made(KnownGroup group, String id) {
    group.id = id;
    groups.put(id, group);
    groupsBeingMade.remove(group);
  }

  /** It never comes to be. */
  synchronized void refused(KnownGroup group) {
    groupsBeingMade.remove(group);
  }

  synchronized void making(KnownClone clone) {
    clonesBeingMade.add(clone);
  }

  synchronized void made(KnownClone clone, String diskId) {
    clone.diskId = diskId;
    clones.add(clone);
    clonesBeingMade.remove(clone);
  }

  synchronized void changing(String instanceId) {
    instancesInChange.add(instanceId);
  }

  synchronized void changed(String instanceId) {
    instancesInChange.remove(instanceId);
  }

  /** The snapshots of a group, by disk; none if it was never listed between making and deleting. */
  synchronized Map<String, String> snapshots(String groupId) {
    CrashApi.Group group = listed.get(groupId);
    return group == null ? Map.of() : group.snapshots();
  }

  synchronized void listed(CrashApi.Group group) {
    listed.put(group.id(), group);
  }

  synchronized void fault(Throwable fault) {
    faults.add(fault);
  }

  /** Throws what went wrong while the server was there. */
  synchronized void throwFaults() {
    if (!faults.isEmpty()) {
      AssertionError error = new AssertionError("while the server served", faults.getFirst());
      faults.stream().skip(1).forEach(error::addSuppressed);
      throw error;
    }
  }

  /** A new round begins: nothing is under way. */
  synchronized void begin() {
    killing.set(false);
    borrowed.clear();
    resets.clear();
  }
}
