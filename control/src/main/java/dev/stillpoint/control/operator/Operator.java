package dev.stillpoint.control.operator;

import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskShareRow;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.MarkRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.control.disk.Locks;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * States that a client of the cloud cannot bring about, only meet: locks, arrears, moves, what
 * region and accounts may do. It sets states, never codes; which code follows is the rules' to say.
 * Thread-safe.
 */
public final class Operator {
  private static final Predicate<String> DISK = Pattern.compile("(i-.*/)?d-.*").asMatchPredicate();

  private final Foundation foundation;
  private final AccountDesk accounts;
  private final PlaceDesk places;
  private final LimitDesk limits;
  private final ThrottleDesk throttles;
  private final SnapshotDesk snapshots;
  private final DeviceFaults deviceFaults;

  public Operator(Foundation foundation) {
    this.foundation = foundation;
    this.accounts = new AccountDesk(foundation);
    this.places = new PlaceDesk(foundation);
    this.limits = new LimitDesk(foundation);
    this.throttles = new ThrottleDesk(foundation);
    this.snapshots = new SnapshotDesk(foundation);
    this.deviceFaults = new DeviceFaults(foundation);
  }

  /** Accounts and access keys. */
  public AccountDesk accounts() {
    return accounts;
  }

  /** The region and other places. */
  public PlaceDesk places() {
    return places;
  }

  /** Bounds. */
  public LimitDesk limits() {
    return limits;
  }

  /** How often actions may be called. */
  public ThrottleDesk throttles() {
    return throttles;
  }

  /** What snapshots hold alone. */
  public SnapshotDesk snapshots() {
    return snapshots;
  }

  /** Where failed devices are told of. */
  public DeviceFaults deviceFaults() {
    return deviceFaults;
  }

  /** The disks whose bytes are those of volumes; a volume without a disk by its own name. */
  public List<String> disksOf(List<VolumeId> volumes) {
    return foundation
        .catalog()
        .read(tables ->
            volumes.stream()
                .map(volume ->
                    tables
                        .disks()
                        .ofVolume(volume.value())
                        .map(DiskRow::diskId)
                        .orElse("volume " + volume.value()))
                .toList());
  }

  /** The snapshots whose bytes are those of images; an image without one by its own name. */
  public List<String> snapshotsOf(List<ImageId> images) {
    return foundation
        .catalog()
        .read(tables ->
            images.stream()
                .map(image ->
                    tables
                        .snapshots()
                        .ofImage(image.value())
                        .map(SnapshotRow::snapshotId)
                        .orElse("image " + image.value()))
                .toList());
  }

  /**
   * Locks an instance for security, or unlocks it.
   *
   * @throws Refusal InvalidInstanceId.NotFound
   */
  public void lock(String instanceId, LockState state) throws Refusal {
    lock(instanceId, LockReason.SECURITY, state);
  }

  /**
   * Locks an instance for one reason, or lifts that reason; others stay.
   *
   * @throws Refusal InvalidInstanceId.NotFound
   */
  public void lock(String instanceId, LockReason reason, LockState state) throws Refusal {
    try (Held _ = foundation.locks().hold(List.of(instanceId))) {
      foundation
          .catalog()
          .write(tables -> {
            String joined =
                tables
                    .instances()
                    .find(instanceId)
                    .orElseThrow(
                        () -> new Refusal(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, instanceId))
                    .lockReasons();
            Set<String> reasons = new TreeSet<>(Locks.of(joined));
            if (state == LockState.LOCKED) {
              reasons.add(reason.text);
            } else {
              reasons.remove(reason.text);
            }
            tables.instances().setLockReasons(instanceId, String.join(",", reasons));
            return state;
          });
    }
  }

  /**
   * Lets a disk pass its expiry date, or be paid again.
   *
   * @throws Refusal InvalidDiskId.NotFound
   */
  public void arrears(String diskId, Payment payment) throws Refusal {
    try (Held _ = foundation.locks().hold(List.of(diskId))) {
      foundation
          .catalog()
          .write(tables -> {
            if (tables.disks().find(diskId).isEmpty()) {
              throw new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, diskId);
            }
            tables.disks().setInArrears(diskId, payment == Payment.IN_ARREARS);
            return payment;
          });
    }
  }

  /**
   * Begins to move a disk to another place, or ends that.
   *
   * @throws Refusal InvalidDiskId.NotFound
   */
  public void transfer(String diskId, boolean moving) throws Refusal {
    try (Held _ = foundation.locks().hold(List.of(diskId))) {
      foundation
          .catalog()
          .write(tables -> {
            if (tables.disks().find(diskId).isEmpty()) {
              throw new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, diskId);
            }
            if (moving) {
              tables.marks().set(new MarkRow(diskId, Mark.TRANSFERRING, foundation.now()));
            } else {
              tables.marks().clear(diskId, Mark.TRANSFERRING);
            }
            return moving;
          });
    }
  }

  /**
   * Lets another account know of a disk, or ends that. It may do nothing with it either way.
   *
   * @throws Refusal InvalidDiskId.NotFound
   * @throws NotPossible there is no such account, or the disk is its own
   */
  public void share(String diskId, String accountId, Sharing sharing) throws Refusal, NotPossible {
    accounts.require(accountId);
    try (Held _ = foundation.locks().hold(List.of(diskId))) {
      DiskRow disk =
          foundation
              .catalog()
              .read(tables -> tables.disks().find(diskId))
              .orElseThrow(() -> new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, diskId));
      if (disk.accountId().equals(accountId)) {
        throw new NotPossible("Disk " + diskId + " is account " + accountId + "'s own.");
      }
      foundation
          .catalog()
          .write(tables -> {
            if (sharing == Sharing.SHARED) {
              tables.diskShares().add(new DiskShareRow(diskId, accountId, foundation.now()));
            } else {
              tables.diskShares().remove(diskId, accountId);
            }
            return sharing;
          });
    }
  }

  /** Every disk that another account knows of. */
  public List<DiskShareRow> shares() {
    return foundation.catalog().read(tables -> tables.diskShares().all());
  }

  /**
   * Every disk, and every hold on a shared one, of which something is said, such as a stale device.
   */
  public List<MarkRow> disks() {
    return foundation
        .catalog()
        .read(tables ->
            tables.marks().all().stream().filter(row -> DISK.test(row.subject())).toList());
  }

  /** Why an instance is locked. */
  public enum LockReason {
    SECURITY(Locks.SECURITY),
    FINANCIAL(Locks.FINANCIAL);

    private final String text;

    LockReason(String text) {
      this.text = text;
    }
  }

  /** Whether an instance is locked. */
  public enum LockState {
    LOCKED,
    UNLOCKED
  }

  /** Whether another account knows of a disk. */
  public enum Sharing {
    SHARED,
    UNSHARED
  }

  /** Whether a disk is paid. */
  public enum Payment {
    PAID,
    IN_ARREARS
  }
}
