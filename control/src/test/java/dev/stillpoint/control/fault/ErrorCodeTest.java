package dev.stillpoint.control.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalogue of refusals. */
class ErrorCodeTest {
  /** Status and code of every row of CreateSnapshotGroup's page. */
  private static final String PAGE =
      """
      400 InvalidDiskIds.NotInSameZone
      400 MissingParamter.InstanceId
      400 InvalidParam.ExcludeDiskIdsAndDiskIds.Conflict
      400 InvalidSnapshotName.Malformed
      400 IncorrectInstanceStatus
      400 Duplicate.TagKey
      400 InvalidTagKey.Malformed
      400 InvalidTagValue.Malformed
      400 InvalidRetentionDays.Malformed
      400 DiskCategory.OperationNotSupported
      400 InvalidParameter.Name
      400 InvalidParameter.Description
      403 IncorrectDiskStatus.CreatingSnapshot
      403 InstanceLockedForSecurity
      403 IncorrectDiskStatus.NeverAttached
      403 QuotaExceed.Snapshot
      403 IncorrectDiskStatus.NeverUsed
      403 CreateSnapshot.Failed
      403 DiskInArrears
      403 DiskId.ValueNotSupported
      403 IncorrectDiskStatus
      403 InvalidAccountStatus.NotEnoughBalance
      403 InvalidAccountStatus.SnapshotServiceUnavailable
      403 IncorrectInstanceStatus
      403 IncorrectVolumeStatus
      403 IdempotentParameterMismatch
      403 IncorrectDiskStatus.Invalid
      403 IncorrectDiskType.NotSupport
      403 IncorrectDiskStatus.Transferring
      403 InvalidParameter.KMSKeyId.CMKNotEnabled
      403 InvalidParameter.KMSKeyId.KMSUnauthorized
      403 IdempotentProcessing
      403 InvalidSnapshotCategory.Malformed
      403 InvalidOperation.Unauthorized
      403 InvalidRegion.NotSupportSnapshotInstantAccessRegion
      403 InvalidCategoryAndInstantAccess.Malformed
      403 IncorrectDiskStatus.TooManyCreatingSnapshots
      403 InvalidRegion.NotSupport
      403 UserNotInTheWhiteList
      403 InvalidInstance.NoDisk
      403 NumberExceed.TooManyDisks
      403 CapacityExceed.TooManyDisks
      403 InvalidOperation.MultiAttachDisk
      403 InvalidParameter.KMSKeyId.CMKUnauthorized
      403 InvalidDisk.DiskCategoryInconsistent
      403 QuotaExceed.ConcurrentSnapshotQuota
      403 InvalidDisk.ShareVolume
      403 InvalidParameter.UnauthorizedStorageLocationArn
      403 InvalidOperation.SnapshotStorageLocationUnsupported
      403 InvalidStorageLocationArn.Malformed
      404 InvalidDiskId.NotFound
      404 InvalidDescription.Malformed
      404 InvalidInstanceId.NotFound
      404 InvalidVolumeId.NotFound
      404 InvalidRegionId.NotFound
      404 InvalidKMSKeyId.NotFound
      404 InvalidResourceGroup.NotFound
      500 InternalError
      """;

  private static List<String> rows() {
    return Catalogue.rows().stream().map(row -> row.status() + " " + row.code()).toList();
  }

  @Test
  void everyRowOfCreateSnapshotGroupsPageIsThere() {
    assertThat(PAGE.lines().toList()).hasSize(58);
    assertThat(rows()).containsAll(PAGE.lines().toList());
  }

  @Test
  void noRowStandsTwice() {
    assertThat(rows()).doesNotHaveDuplicates();
  }

  @Test
  void whatAClientSentIsCutAndNeverReadAsAPlace() {
    assertThat(GroupError.INCORRECT_DISK_STATUS.message("{1} $0 \\", "gone"))
        .isEqualTo("Disk {1} $0 \\ is gone; the operation does not allow that.");
    assertThat(GroupError.INVALID_DISK_ID_NOT_FOUND.message("d".repeat(200)))
        .isEqualTo("There is no disk " + "d".repeat(200) + ".");
    assertThat(GroupError.INVALID_DISK_ID_NOT_FOUND.message("d".repeat(65_536)))
        .isEqualTo("There is no disk " + "d".repeat(200) + "….");
    assertThat(GroupError.INVALID_DISK_ID_NOT_FOUND.message("d".repeat(199) + "😀"))
        .isEqualTo("There is no disk " + "d".repeat(199) + "….");
  }

  @Test
  void messagesAreSentencesWhosePlacesAreFilled() {
    for (ErrorCode code : Catalogue.rows()) {
      assertThat(code.template()).as(code.name()).isNotBlank();
    }
    Refusal refusal = new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, "d-1");
    assertThat(refusal).hasMessage("There is no disk d-1.");
    assertThat(refusal.code()).isEqualTo(GroupError.INVALID_DISK_ID_NOT_FOUND);
  }
}
