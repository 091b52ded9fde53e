package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.SealRow;
import dev.stillpoint.catalog.SharedVolumeRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.disk.Locks;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.key.KeyRules;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.Objections;
import dev.stillpoint.control.rule.Statuses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that every disk must keep of which a snapshot is to be made, alone or in a group. Each
 * is a unit of its own, in the order in which they are asked.
 */
public enum SnapshotRules {
  /** Of a category whose disks can be frozen. */
  TYPE {
    @Override
    void check(Subject subject) throws Refusal {
      DiskRow disk = subject.disk();
      if (DiskCategory.of(disk.category()).map(DiskCategory::ephemeral).orElse(false)) {
        throw new Refusal(GroupError.INCORRECT_DISK_TYPE_NOT_SUPPORT, disk.diskId());
      }
    }
  },
  /** None that several instances share. */
  MULTI_ATTACH {
    @Override
    void check(Subject subject) throws Refusal {
      if (!subject.disk().multiAttach().equals("Disabled")) {
        throw new Refusal(GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, subject.disk().diskId());
      }
    }
  },
  /** Neither being made nor attached, detached, rolled back or deleted. */
  STATUS {
    @Override
    void check(Subject subject) throws Refusal {
      DiskRow disk = subject.disk();
      if (disk.status() != DiskStatus.AVAILABLE && disk.status() != DiskStatus.IN_USE) {
        throw new Refusal(
            GroupError.INCORRECT_DISK_STATUS, disk.diskId(), Statuses.wire(disk.status()));
      }
    }
  },
  /** Not being moved to another place, category or level. */
  PLACE {
    @Override
    void check(Subject subject) throws Refusal {
      if (subject.marks().contains(Mark.TRANSFERRING)) {
        throw new Refusal(GroupError.INCORRECT_DISK_STATUS_TRANSFERRING, subject.disk().diskId());
      }
    }
  },
  /** An attached disk's instance is Running or Stopped. */
  INSTANCE_STATUS {
    @Override
    void check(Subject subject) throws Refusal {
      InstanceRow instance = subject.instance();
      if (instance != null
          && instance.status() != InstanceStatus.RUNNING
          && instance.status() != InstanceStatus.STOPPED) {
        throw new Refusal(
            GroupError.INCORRECT_INSTANCE_STATUS,
            instance.instanceId(),
            Statuses.wire(instance.status()));
      }
    }
  },
  /** An attached disk's instance is not locked for security. */
  INSTANCE_LOCK {
    @Override
    void check(Subject subject) throws Refusal {
      InstanceRow instance = subject.instance();
      if (instance != null && Locks.security(instance)) {
        throw new Refusal(GroupError.INSTANCE_LOCKED_FOR_SECURITY, instance.instanceId());
      }
    }
  },
  /** An attached disk is not stale. */
  DEVICE {
    @Override
    void check(Subject subject) throws Refusal {
      if (subject.instance() != null && !Collections.disjoint(subject.marks(), Mark.STALE)) {
        throw new Refusal(GroupError.INCORRECT_DISK_STATUS_INVALID, subject.disk().diskId());
      }
    }
  },
  /** An Available disk was attached once. */
  EVER_ATTACHED {
    @Override
    void check(Subject subject) throws Refusal {
      if (!subject.disk().everAttached()) {
        throw new Refusal(GroupError.INCORRECT_DISK_STATUS_NEVER_ATTACHED, subject.disk().diskId());
      }
    }
  },
  /** A disk that was born empty was exposed to a client once. */
  EVER_USED {
    @Override
    void check(Subject subject) throws Refusal {
      DiskRow disk = subject.disk();
      if (disk.sourceSnapshotId().isEmpty() && !disk.everExposed()) {
        throw new Refusal(GroupError.INCORRECT_DISK_STATUS_NEVER_USED, disk.diskId());
      }
    }
  },
  /** Paid. */
  ARREARS {
    @Override
    void check(Subject subject) throws Refusal {
      if (subject.disk().inArrears()) {
        throw new Refusal(GroupError.DISK_IN_ARREARS, subject.disk().diskId());
      }
    }
  },
  /** An encrypted disk's key may be used. */
  KEY {
    @Override
    void check(Subject subject) throws Refusal {
      if (subject.key().isPresent()) {
        throw subject.key().get();
      }
    }
  },
  /** Not too many snapshots in creation; three bounds, three codes. */
  UNFINISHED {
    @Override
    void check(Subject subject) throws Refusal {
      Limits limits = subject.limits();
      String diskId = subject.disk().diskId();
      int unfinished = subject.unfinished();
      if (unfinished >= limits.unfinishedSnapshotsCap()) {
        throw new Refusal(
            GroupError.INCORRECT_DISK_STATUS_TOO_MANY_CREATING_SNAPSHOTS, diskId, unfinished);
      }
      if (unfinished >= limits.unfinishedSnapshotsMax()) {
        if (limits.unfinishedSnapshotsMax() == 1) {
          throw new Refusal(GroupError.INCORRECT_DISK_STATUS_CREATING_SNAPSHOT, diskId);
        }
        throw new Refusal(GroupError.QUOTA_EXCEED_CONCURRENT_SNAPSHOT_QUOTA, diskId, unfinished);
      }
    }
  },
  /** Not too many snapshots that clients asked for. */
  MANUAL_QUOTA {
    @Override
    void check(Subject subject) throws Refusal {
      if (subject.manual() >= subject.limits().manualSnapshotsMax()) {
        throw new Refusal(
            GroupError.QUOTA_EXCEED_SNAPSHOT, subject.disk().diskId(), subject.manual());
      }
    }
  };

  abstract void check(Subject subject) throws Refusal;

  /**
   * Asks every rule about one disk.
   *
   * @throws Refusal of the first that is broken
   */
  public static void checkAll(Subject subject) throws Refusal {
    checkAll(subject, Objections.FIRST);
  }

  /** Asks every rule about one disk. */
  public static void checkAll(Subject subject, Objections objections) throws Refusal {
    for (SnapshotRules rule : values()) {
      objections.ask(subject.disk().diskId(), () -> rule.check(subject));
    }
  }

  /**
   * A disk and what the rules look at.
   *
   * @param instance null when the disk is not attached
   * @param unfinished its snapshots in creation
   * @param manual its snapshots that clients asked for
   * @param marks what operator and faults say of it
   * @param key why its key may not be used; empty when it may, or when it has none
   */
  public record Subject(
      DiskRow disk,
      InstanceRow instance,
      int unfinished,
      int manual,
      Set<Mark> marks,
      Limits limits,
      Optional<Refusal> key) {
    /** The same for a snapshot that no client asked for, so that it is outside their number. */
    public Subject automatic() {
      return new Subject(disk, instance, unfinished, 0, marks, limits, key);
    }

    /** Looks up what the rules need, for a snapshot in a group. */
    public static Subject of(Tables tables, DiskRow disk, Limits limits) {
      return of(tables, disk, limits, GroupError.INVALID_KMS_KEY_ID_NOT_FOUND);
    }

    /**
     * Looks up what the rules need.
     *
     * @param noKey the action's code for a key that exists no more
     */
    public static Subject of(Tables tables, DiskRow disk, Limits limits, ErrorCode noKey) {
      return of(tables, List.of(disk), limits, noKey).getFirst();
    }

    /** Looks up what the rules need, for snapshots in a group; in the order of the disks. */
    public static List<Subject> of(Tables tables, List<DiskRow> disks, Limits limits) {
      return of(tables, disks, limits, GroupError.INVALID_KMS_KEY_ID_NOT_FOUND);
    }

    /** Asks the catalog once for all disks, since each question costs more than its answer. */
    private static List<Subject> of(
        Tables tables, List<DiskRow> disks, Limits limits, ErrorCode noKey) {
      List<String> ids = disks.stream().map(DiskRow::diskId).toList();
      Map<String, InstanceRow> instances =
          tables
              .instances()
              .find(
                  disks.stream()
                      .map(DiskRow::instanceId)
                      .filter(Objects::nonNull)
                      .collect(Collectors.toSet()));
      Map<String, Integer> unfinished = tables.snapshots().unfinishedOf(ids);
      Map<String, Integer> manual = tables.snapshots().manualOf(ids);
      Map<String, Set<Mark>> marks = tables.marks().of(ids);
      Set<String> moving = tables.diskMoves().among(ids);
      Map<String, SealRow> seals = tables.seals().of(ids);
      List<Subject> subjects = new ArrayList<>();
      for (DiskRow disk : disks) {
        String id = disk.diskId();
        subjects.add(
            new Subject(
                disk,
                disk.instanceId() == null ? null : instances.get(disk.instanceId()),
                unfinished.getOrDefault(id, 0),
                manual.getOrDefault(id, 0),
                marks(marks.getOrDefault(id, Set.of()), moving.contains(id)),
                limits,
                key(tables, disk, seals.get(id), noKey)));
      }
      return subjects;
    }

    private static Optional<Refusal> key(
        Tables tables, DiskRow disk, SealRow seal, ErrorCode noKey) {
      if (seal == null) {
        return Optional.empty();
      }
      try {
        KeyRules.usable(tables, disk.accountId(), seal.keyId(), noKey);
        return Optional.empty();
      } catch (Refusal refused) {
        return Optional.of(refused);
      }
    }

    private static Set<Mark> marks(Set<Mark> set, boolean moving) {
      Set<Mark> marks = EnumSet.noneOf(Mark.class);
      marks.addAll(set);
      if (moving) {
        marks.add(Mark.TRANSFERRING);
      }
      return marks;
    }
  }

  /**
   * A disk that a client named to freeze it.
   *
   * @throws Refusal InvalidVolumeId.NotFound, IncorrectVolumeStatus, InvalidDisk.ShareVolume,
   *     DiskId.ValueNotSupported, InvalidOperation.Unauthorized, InvalidDiskId.NotFound
   */
  public static DiskRow find(Tables tables, String accountId, String diskId) throws Refusal {
    return find(tables, accountId, diskId, tables.disks().find(List.of(diskId)));
  }

  /**
   * The same for one of several disks that were looked up together.
   *
   * @param there those that exist, by identifier, whoever owns them
   */
  public static DiskRow find(
      Tables tables, String accountId, String diskId, Map<String, DiskRow> there) throws Refusal {
    Optional<DiskRow> disk = present(tables, accountId, diskId, there);
    return disk.filter(row -> row.accountId().equals(accountId))
        .orElseThrow(() -> foreign(tables, accountId, disk, diskId));
  }

  /**
   * A disk that a client named for something else.
   *
   * @throws Refusal InvalidVolumeId.NotFound, IncorrectVolumeStatus, InvalidDisk.ShareVolume,
   *     DiskId.ValueNotSupported, InvalidDiskId.NotFound
   */
  public static DiskRow own(Tables tables, String accountId, String diskId) throws Refusal {
    return present(tables, accountId, diskId, tables.disks().find(List.of(diskId)))
        .filter(row -> row.accountId().equals(accountId))
        .orElseThrow(() -> new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, diskId));
  }

  /** The disk, whoever owns it. */
  private static Optional<DiskRow> present(
      Tables tables, String accountId, String diskId, Map<String, DiskRow> there) throws Refusal {
    if (diskId.startsWith("v-")) {
      throw shared(tables, accountId, diskId);
    }
    if (List.of("i-", "s-", "ssg-", "m-").stream().anyMatch(diskId::startsWith)) {
      throw new Refusal(GroupError.DISK_ID_VALUE_NOT_SUPPORTED, diskId);
    }
    return Optional.ofNullable(there.get(diskId))
        .filter(row -> row.status() != DiskStatus.DELETING);
  }

  /** A disk of another account is not there, unless this account was told of it. */
  private static Refusal foreign(
      Tables tables, String accountId, Optional<DiskRow> disk, String diskId) {
    boolean known = disk.isPresent() && tables.diskShares().shared(diskId, accountId);
    return new Refusal(
        known ? GroupError.INVALID_OPERATION_UNAUTHORIZED : GroupError.INVALID_DISK_ID_NOT_FOUND,
        diskId);
  }

  /** A shared volume is never frozen; why, depends on whether it is there and how it stands. */
  private static Refusal shared(Tables tables, String accountId, String volumeId) {
    Optional<SharedVolumeRow> volume =
        tables.sharedVolumes().find(volumeId).filter(row -> row.accountId().equals(accountId));
    if (volume.isEmpty()) {
      return new Refusal(GroupError.INVALID_VOLUME_ID_NOT_FOUND, volumeId);
    }
    return switch (volume.get().status()) {
      case AVAILABLE, IN_USE -> new Refusal(GroupError.INVALID_DISK_SHARE_VOLUME, volumeId);
      case CREATING, ATTACHING, DETACHING, DELETING ->
          new Refusal(GroupError.INCORRECT_VOLUME_STATUS, volumeId);
    };
  }
}
