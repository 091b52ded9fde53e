package dev.stillpoint.api.ecs.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.api.world.DocumentedShape;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions that change or lock one snapshot, as clients see them. */
class SnapshotLockActionsTest {
  @TempDir Path directory;
  private ApiWorld api;
  private String snapshot;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
    String disk = api.diskOf(api.instance());
    snapshot =
        api.call("CreateSnapshot", "DiskId", disk, "SnapshotName", "first").text("/SnapshotId");
  }

  @AfterEach
  void close() {
    api.close();
  }

  private Answer lock(String... more) {
    return api.call("LockSnapshot", with(more));
  }

  private String[] with(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "SnapshotId";
    all[1] = snapshot;
    System.arraycopy(more, 0, all, 2, more.length);
    return all;
  }

  @Test
  void aLockIsShownInFullAndListedInABareArray() {
    Answer locked = lock("LockMode", "compliance", "LockDuration", "3", "CoolOffPeriod", "2");
    DocumentedShape.assertOf("LockSnapshot", locked.body());
    assertThat(locked.text("/LockedSnapshotInfo/LockStatus")).isEqualTo("compliance-cooloff");
    assertThat(locked.text("/LockedSnapshotInfo/LockCreationTime"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(locked.body().at("/LockedSnapshotInfo/LockDuration").asInt()).isEqualTo(3);
    Answer listed = api.call("DescribeLockedSnapshots", "SnapshotIds.1", snapshot);
    DocumentedShape.assertOf("DescribeLockedSnapshots", listed.body());
    assertThat(listed.body().path("LockedSnapshotsInfo").isArray()).isTrue();
    assertThat(listed.text("/LockedSnapshotsInfo/0/SnapshotId")).isEqualTo(snapshot);
    assertThat(listed.text("/LockedSnapshotsInfo/0/LockMode")).isEqualTo("compliance");
    assertThat(api.call("DeleteSnapshot", with("Force", "true")).outcome())
        .isEqualTo("403 InvalidOperation.SnapshotLocked");
    assertThat(api.call("UnlockSnapshot", with()).outcome()).isEqualTo("200");
    assertThat(api.call("DeleteSnapshot", with()).outcome()).isEqualTo("200");
  }

  @Test
  void refusalsOfLocks() {
    assertThat(lock("LockMode", "governance", "LockDuration", "3", "CoolOffPeriod", "0").outcome())
        .isEqualTo("400 InvalidLockMode.Malformed");
    assertThat(lock("LockMode", "compliance", "LockDuration", "1", "CoolOffPeriod", "24").outcome())
        .isEqualTo("400 InvalidCoolOffPeriod.ExceedLockDuration");
    assertThat(lock("LockMode", "compliance", "CoolOffPeriod", "24").outcome())
        .isEqualTo("400 MissingParameter");
    assertThat(
            lock(
                    "LockMode",
                    "compliance",
                    "LockDuration",
                    "3",
                    "CoolOffPeriod",
                    "0",
                    "DryRun",
                    "true")
                .outcome())
        .isEqualTo("400 DryRunOperation");
    assertThat(api.call("UnlockSnapshot", with()).outcome())
        .isEqualTo("404 InvalidSnapshotLock.NotFound");
    assertThat(api.call("DescribeLockedSnapshots", "SnapshotIds.1", snapshot).outcome())
        .isEqualTo("404 InvalidSnapshotLock.NotFound");
    assertThat(api.call("DescribeLockedSnapshots", "LockStatus", "open").outcome())
        .isEqualTo("400 InvalidLockStatus.Malformed");
    lock("LockMode", "compliance", "LockDuration", "3", "CoolOffPeriod", "0");
    assertThat(lock("LockMode", "compliance", "LockDuration", "2", "CoolOffPeriod", "0").outcome())
        .isEqualTo("403 InvalidOperation.CoolOffPeriodExpired");
    assertThat(api.call("UnlockSnapshot", with()).outcome())
        .isEqualTo("403 InvalidOperation.CoolOffPeriodExpired");
  }

  @Test
  void attributesChangeAndAreShown() {
    assertThat(api.call("ModifySnapshotAttribute", with()).outcome())
        .isEqualTo("400 NoAttributeToModify");
    assertThat(api.call("ModifySnapshotAttribute", with("SnapshotName", "auto-1")).outcome())
        .isEqualTo("400 InvalidSnapshotName.Malformed");
    assertThat(api.call("ModifySnapshotAttribute", with("RetentionDays", "65537")).outcome())
        .isEqualTo("400 InvalidRetentionDays.Malformed");
    assertThat(api.call("ModifySnapshotAttribute", with("Description", "http://x")).outcome())
        .isEqualTo("404 InvalidDescription.Malformed");
    assertThat(api.call("ModifySnapshotAttribute", with("DisableInstantAccess", "x")).outcome())
        .isEqualTo("404 InvalidSnapshotDisableInstantAccess.Malformed");
    Answer changed =
        api.call(
            "ModifySnapshotAttribute",
            with("SnapshotName", "second", "Description", "text", "RetentionDays", "2"));
    DocumentedShape.assertOf("ModifySnapshotAttribute", changed.body());
    Answer shown = api.call("DescribeSnapshots");
    assertThat(shown.text("/Snapshots/Snapshot/0/SnapshotName")).isEqualTo("second");
    assertThat(shown.text("/Snapshots/Snapshot/0/Description")).isEqualTo("text");
    assertThat(shown.body().at("/Snapshots/Snapshot/0/RetentionDays").asInt()).isEqualTo(2);
    assertThat(api.call("ModifySnapshotAttribute", with("RetentionDays", "1")).outcome())
        .isEqualTo("400 InvalidOperation.DecreaseRetentionDaysUnsupported");
    api.call("ModifySnapshotAttribute", with("Description", ""));
    assertThat(api.call("DescribeSnapshots").text("/Snapshots/Snapshot/0/Description")).isEmpty();
    api.world().pass(Duration.ofDays(2));
    api.world().control().expiry().step();
    assertThat(api.call("DescribeSnapshots").body().at("/Snapshots/Snapshot").isEmpty()).isTrue();
  }
}
