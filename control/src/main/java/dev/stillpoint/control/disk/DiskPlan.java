package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.SequenceTable.Sequence;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.DiskSpecError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.DiskPerformance;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/**
 * A disk that is to be made, of which everything that needs no lookup was checked.
 *
 * @param wording where it was asked for
 * @param category its category
 * @param level empty unless cloud_essd
 * @param sizeGib the size asked for; null when the snapshot's is meant
 * @param snapshotId empty when it is born empty
 * @param provisionedIops 0 unless cloud_auto
 * @param burstingEnabled for cloud_auto
 * @param encryption whether it is to be encrypted, and how
 * @param name may be empty
 * @param description may be empty
 */
public record DiskPlan(
    DiskWording wording,
    DiskCategory category,
    String level,
    Integer sizeGib,
    String snapshotId,
    long provisionedIops,
    boolean burstingEnabled,
    Encryption encryption,
    String name,
    String description) {
  private static final int BURSTING_GIB_MIN = 4;

  /**
   * What a client asked for; every component may be null.
   *
   * @param category what a null means was filled in before
   */
  public record Asked(
      String category,
      Integer sizeGib,
      String snapshotId,
      String performanceLevel,
      Long provisionedIops,
      Boolean burstingEnabled,
      Boolean encrypted,
      String kmsKeyId,
      String encryptAlgorithm,
      String diskName,
      String description) {}

  /**
   * Checks everything that needs no lookup.
   *
   * @throws Refusal in the words of the action
   */
  public static DiskPlan check(Asked asked, DiskWording wording) throws Refusal {
    String name = TextRule.NAME.check(asked.diskName(), DiskError.INVALID_DISK_NAME_MALFORMED);
    String description = TextRule.DESCRIPTION.check(asked.description(), wording.description);
    DiskCategory category =
        DiskCategory.of(asked.category())
            .orElseThrow(() -> new Refusal(wording.unknownCategory, asked.category()));
    if (wording.type == DiskType.SYSTEM && !category.bootable()) {
      throw new Refusal(wording.categoryNotOffered, asked.category());
    }
    String level = asked.performanceLevel() == null ? "" : asked.performanceLevel();
    if (!category.allowsLevel(level)) {
      throw new Refusal(DiskError.INVALID_PERFORMANCE_LEVEL_MALFORMED, level);
    }
    Encryption encryption =
        Encryption.check(asked.encrypted(), asked.kmsKeyId(), asked.encryptAlgorithm());
    String snapshotId = TextRule.absent(asked.snapshotId()) ? "" : asked.snapshotId();
    if (!snapshotId.isEmpty() && category.ephemeral()) {
      throw new Refusal(
          DiskSpecError.INVALID_OPERATION_CREATE_FROM_SNAPSHOT_UNSUPPORTED, category.wire());
    }
    if (asked.sizeGib() == null && snapshotId.isEmpty()) {
      throw new Refusal(SharedError.MISSING_PARAMETER, "Size");
    }
    DiskPlan plan =
        new DiskPlan(
            wording,
            category,
            category.levelOrDefault(level),
            asked.sizeGib(),
            snapshotId,
            asked.provisionedIops() == null ? 0 : asked.provisionedIops(),
            Boolean.TRUE.equals(asked.burstingEnabled()),
            encryption,
            name,
            description);
    if (asked.sizeGib() != null) {
      plan.checkSize(asked.sizeGib());
    }
    plan.checkAutoOptions(asked);
    return plan;
  }

  private void checkSize(int gib) throws Refusal {
    int min = category.gibMin(level);
    int max = wording.type == DiskType.SYSTEM ? category.systemGibMax() : category.gibMax();
    if (gib < min || gib > max) {
      throw new Refusal(wording.size, category.wire(), min, max);
    }
  }

  private void checkAutoOptions(Asked asked) throws Refusal {
    if (category != DiskCategory.CLOUD_AUTO) {
      if (asked.provisionedIops() != null) {
        throw new Refusal(DiskError.PROVISIONED_IOPS_FOR_DISK_CATEGORY_UNSUPPORTED);
      }
      if (burstingEnabled) {
        throw new Refusal(DiskError.BURSTING_ENABLED_FOR_DISK_CATEGORY_UNSUPPORTED);
      }
      return;
    }
    int gib = sizeGib == null ? Integer.MAX_VALUE : sizeGib;
    if (burstingEnabled && gib < BURSTING_GIB_MIN) {
      throw new Refusal(DiskError.INVALID_BURSTING_ENABLED_DISK_SIZE_TOO_SMALL);
    }
    long most = DiskPerformance.provisionedIopsMax(gib);
    if (provisionedIops < 0 || provisionedIops > most) {
      throw new Refusal(DiskError.INVALID_PROVISIONED_IOPS_LIMIT_EXCEED, most);
    }
  }

  /**
   * The snapshot that the disk begins with; null when it is born empty.
   *
   * @throws Refusal it does not exist, is not frozen, or is of a system disk; or it is larger than
   *     the size asked for, where that is not raised to the snapshot's; or the key under which the
   *     disk would be sealed may not be used
   */
  public SnapshotRow source(Tables tables, String accountId) throws Refusal {
    if (snapshotId.isEmpty()) {
      encryption.checkKey(tables, accountId, null);
      return null;
    }
    SnapshotRow snapshot =
        tables
            .snapshots()
            .find(accountId, snapshotId)
            .orElseThrow(() -> new Refusal(wording.noSnapshot, snapshotId));
    switch (snapshot.state()) {
      case DELETING -> throw new Refusal(wording.noSnapshot, snapshotId);
      case INTENDED, FAILED ->
          throw new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_READY, snapshotId);
      case PROGRESSING, ACCOMPLISHED -> {}
    }
    if (snapshot.sourceDiskType() == DiskType.SYSTEM) {
      throw new Refusal(SnapshotError.INVALID_SNAPSHOT_ID_NOT_DATA_DISK_SNAPSHOT, snapshotId);
    }
    if (!wording.raisesSize && sizeGib != null && sizeGib < snapshot.sizeGib()) {
      throw new Refusal(wording.size, category.wire(), snapshot.sizeGib(), category.gibMax());
    }
    encryption.checkKey(tables, accountId, snapshot);
    return snapshot;
  }

  /** What has to stay while the disk is made: its snapshot, if it has one. */
  public List<String> objects() {
    return snapshotId.isEmpty() ? List.of() : List.of(snapshotId);
  }

  /**
   * The same disk, begun with a snapshot that the client did not name, such as its image's.
   *
   * @param gibMin raises its size, or stands for it when none was asked for
   */
  public DiskPlan begunWith(String imageSnapshotId, int gibMin) {
    return new DiskPlan(
        wording,
        category,
        level,
        sizeGib == null ? Integer.valueOf(gibMin) : Integer.valueOf(Math.max(sizeGib, gibMin)),
        imageSnapshotId,
        provisionedIops,
        burstingEnabled,
        encryption,
        name,
        description);
  }

  /**
   * Where the disk goes.
   *
   * @param instanceId null for a disk of its own
   */
  public record Place(
      String accountId,
      String zoneId,
      String resourceGroupId,
      String instanceId,
      String device,
      boolean deleteWithInstance,
      String imageId) {}

  /**
   * The row of the intent: CREATING, with a new name for its volume. If the disk is to be sealed,
   * that is written down already.
   *
   * @param source what {@link #source} gave
   * @throws Refusal the snapshot is too large for the category
   */
  public DiskRow row(Foundation foundation, Tables tables, Place place, SnapshotRow source)
      throws Refusal {
    int gib = sizeGib == null ? 0 : sizeGib;
    if (source != null) {
      gib = Math.max(gib, source.sizeGib());
      checkSize(gib);
    }
    boolean system = wording.type == DiskType.SYSTEM;
    DiskRow row =
        new DiskRow(
            foundation.identifiers().disk(),
            place.accountId(),
            tables.sequences().next(Sequence.VOLUME),
            foundation.geography().regionId(),
            category.regional() ? "" : place.zoneId(),
            place.resourceGroupId(),
            name,
            description,
            DiskStatus.CREATING,
            wording.type,
            category.wire(),
            level,
            gib,
            provisionedIops,
            burstingEnabled,
            "Disabled",
            place.instanceId(),
            system ? place.instanceId() : null,
            place.device(),
            place.deleteWithInstance(),
            snapshotId,
            system ? place.imageId() : "",
            false,
            false,
            false,
            foundation.now(),
            null,
            null);
    encryption.seal(foundation, tables, row, source);
    return row;
  }
}
