package dev.stillpoint.api.causes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.control.fault.Catalogue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code of CreateSnapshotGroup's table, provoked through the API by the state that it is
 * about. Nothing here asks for a code; each row makes something hold and makes an ordinary call.
 */
class EveryCodeOfCreateSnapshotGroupTest {
  /** The page's table: 58 rows, 57 codes, for one stands there with two statuses. */
  private static final String TABLE =
      """
      400 Duplicate.TagKey
      400 DiskCategory.OperationNotSupported
      400 IncorrectInstanceStatus
      400 InvalidDiskIds.NotInSameZone
      400 InvalidParam.ExcludeDiskIdsAndDiskIds.Conflict
      400 InvalidParameter.Description
      400 InvalidParameter.Name
      400 InvalidRetentionDays.Malformed
      400 InvalidSnapshotName.Malformed
      400 InvalidTagKey.Malformed
      400 InvalidTagValue.Malformed
      400 MissingParamter.InstanceId
      403 CapacityExceed.TooManyDisks
      403 CreateSnapshot.Failed
      403 DiskId.ValueNotSupported
      403 DiskInArrears
      403 IdempotentParameterMismatch
      403 IdempotentProcessing
      403 IncorrectDiskStatus
      403 IncorrectDiskStatus.CreatingSnapshot
      403 IncorrectDiskStatus.Invalid
      403 IncorrectDiskStatus.NeverAttached
      403 IncorrectDiskStatus.NeverUsed
      403 IncorrectDiskStatus.TooManyCreatingSnapshots
      403 IncorrectDiskStatus.Transferring
      403 IncorrectDiskType.NotSupport
      403 IncorrectInstanceStatus
      403 IncorrectVolumeStatus
      403 InstanceLockedForSecurity
      403 InvalidAccountStatus.NotEnoughBalance
      403 InvalidAccountStatus.SnapshotServiceUnavailable
      403 InvalidCategoryAndInstantAccess.Malformed
      403 InvalidDisk.DiskCategoryInconsistent
      403 InvalidDisk.ShareVolume
      403 InvalidInstance.NoDisk
      403 InvalidOperation.MultiAttachDisk
      403 InvalidOperation.SnapshotStorageLocationUnsupported
      403 InvalidOperation.Unauthorized
      403 InvalidParameter.KMSKeyId.CMKNotEnabled
      403 InvalidParameter.KMSKeyId.CMKUnauthorized
      403 InvalidParameter.KMSKeyId.KMSUnauthorized
      403 InvalidParameter.UnauthorizedStorageLocationArn
      403 InvalidRegion.NotSupport
      403 InvalidRegion.NotSupportSnapshotInstantAccessRegion
      403 InvalidSnapshotCategory.Malformed
      403 InvalidStorageLocationArn.Malformed
      403 NumberExceed.TooManyDisks
      403 QuotaExceed.ConcurrentSnapshotQuota
      403 QuotaExceed.Snapshot
      403 UserNotInTheWhiteList
      404 InvalidDescription.Malformed
      404 InvalidDiskId.NotFound
      404 InvalidInstanceId.NotFound
      404 InvalidKMSKeyId.NotFound
      404 InvalidRegionId.NotFound
      404 InvalidResourceGroup.NotFound
      404 InvalidVolumeId.NotFound
      500 InternalError
      """;

  /** Codes of the table that no state of this action brings about, with the reason. At most 3. */
  private static final Map<String, String> WITHOUT_CAUSE =
      Map.of(
          "InvalidDescription.Malformed",
          "the page's older code for a bad Description; the newer InvalidParameter.Description"
              + " covers every one");

  @TempDir Path directory;

  static Stream<Cause> causes() {
    return Stream.of(
            RequestCauses.all(),
            CallerCauses.all(),
            OperatorCauses.all(),
            DiskCauses.all(),
            KindCauses.all(),
            KeyCauses.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("causes")
  void theCauseIsAnsweredWithTheCode(Cause cause) throws Exception {
    try (ApiWorld api = new ApiWorld(directory)) {
      assertThat(cause.provocation().in(api).outcome())
          .as(cause.because())
          .isEqualTo(cause.outcome());
    }
  }

  @Test
  void everyCodeOfTheTableHasACauseOrIsListedWithTheReason() {
    assertThat(rows()).hasSize(58);
    Set<String> codes = rows().stream().map(row -> row.substring(4)).collect(Collectors.toSet());
    assertThat(codes).hasSize(57);
    Set<String> covered = new TreeSet<>(causes().map(Cause::code).toList());
    covered.addAll(WITHOUT_CAUSE.keySet());
    assertThat(covered).containsExactlyInAnyOrderElementsOf(codes);
    assertThat(WITHOUT_CAUSE).hasSizeLessThanOrEqualTo(3);
    assertThat(causes().map(Cause::outcome)).doesNotHaveDuplicates().isSubsetOf(rows());
    assertThat(causes().map(Cause::code)).doesNotContainAnyElementsOf(WITHOUT_CAUSE.keySet());
  }

  @Test
  void everyRowOfTheTableStandsInTheCatalogue() {
    assertThat(Catalogue.rows().stream().map(row -> row.status() + " " + row.code()))
        .containsAll(rows());
  }

  private static List<String> rows() {
    return Arrays.asList(TABLE.strip().split("\\n"));
  }
}
