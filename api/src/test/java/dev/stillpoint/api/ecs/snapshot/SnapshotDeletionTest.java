package dev.stillpoint.api.ecs.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.api.world.InAnApiWorld;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What keeps a snapshot from deletion and what does not, and what is left behind. */
class SnapshotDeletionTest extends InAnApiWorld {
  private String systemDisk(String instance) {
    return api.call("DescribeDisks", "InstanceId", instance, "DiskType", "system")
        .text("/Disks/Disk/0/DiskId");
  }

  @Test
  void disksMadeFromASnapshotKeepTheirBytesAndNothingElse() throws Exception {
    String disk = api.diskOf(api.instance());
    api.world().write(disk, 2, 9);
    String snapshot = api.call("CreateSnapshot", "DiskId", disk).text("/SnapshotId");
    String clone =
        api.call(
                "CreateDisk",
                "ZoneId",
                "cn-hangzhou-h",
                "DiskCategory",
                "cloud_essd",
                "SnapshotId",
                snapshot)
            .text("/DiskId");
    expect("200", "DeleteSnapshot", "SnapshotId", snapshot);
    assertThat(api.world().read(clone, 2)).isEqualTo(9);
    String group = api.call("CreateSnapshotGroup", "DiskId.1", disk).text("/SnapshotGroupId");
    expect("200", "DeleteSnapshotGroup", "SnapshotGroupId", group);
  }

  @Test
  void aDiskWhoseSourceIsGoneCannotBeMadeNewAgain() {
    String snapshot =
        api.call("CreateSnapshot", "DiskId", api.diskOf(api.instance())).text("/SnapshotId");
    String instance = api.instance();
    String clone =
        api.call(
                "CreateDisk",
                "ZoneId",
                "cn-hangzhou-h",
                "DiskCategory",
                "cloud_essd",
                "SnapshotId",
                snapshot)
            .text("/DiskId");
    api.call("AttachDisk", "InstanceId", instance, "DiskId", clone);
    expect("200", "StopInstance", "InstanceId", instance);
    expect("200", "DeleteSnapshot", "SnapshotId", snapshot, "Force", "true");
    assertThat(api.call("ReInitDisk", "DiskId", clone).outcome())
        .endsWith(" InvalidSourceSnapshot");
  }

  @Test
  void anImageKeepsTheSnapshotThatItWasMadeFromForceOrNot() {
    String instance = api.instance();
    String system = systemDisk(instance);
    String snapshot = api.call("CreateSnapshot", "DiskId", system).text("/SnapshotId");
    String image = shaped("CreateImage", "SnapshotId", snapshot).text("/ImageId");
    expect("403 SnapshotCreatedImage", "DeleteSnapshot", "SnapshotId", snapshot);
    expect("403 SnapshotCreatedImage", "DeleteSnapshot", "SnapshotId", snapshot, "Force", "true");
    expect("200", "DeleteImage", "ImageId", image);
    expect("200", "DeleteSnapshot", "SnapshotId", snapshot);
  }

  @Test
  void aGroupKeepsTheMemberThatAnImageWasMadeFrom() {
    String instance = api.instance();
    String data = api.diskOf(instance);
    String system = systemDisk(instance);
    String group =
        api.call("CreateSnapshotGroup", "DiskId.1", system, "DiskId.2", data)
            .text("/SnapshotGroupId");
    String member =
        api.call("DescribeSnapshots", "DiskId", system).text("/Snapshots/Snapshot/0/SnapshotId");
    String image = shaped("CreateImage", "SnapshotId", member).text("/ImageId");
    Answer deleted = shaped("DeleteSnapshotGroup", "SnapshotGroupId", group);
    assertThat(deleted.body().findValuesAsString("OperationStatus"))
        .containsExactlyInAnyOrder("Failed", "Success");
    assertThat(deleted.body().findValuesAsString("ErrorCode"))
        .containsExactlyInAnyOrder("SnapshotCreatedImage", "");
    Answer kept = shaped("DescribeSnapshotGroups", "SnapshotGroupId.1", group);
    assertThat(kept.body().findValuesAsString("SnapshotId")).containsExactly(member);
    expect("200", "DeleteImage", "ImageId", image);
    expect("200", "DeleteSnapshotGroup", "SnapshotGroupId", group);
    assertThat(
            shaped("DescribeSnapshotGroups", "SnapshotGroupId.1", group)
                .body()
                .at("/SnapshotGroups/SnapshotGroup")
                .isEmpty())
        .isTrue();
  }

  @Test
  void theInstantIsToldAtOnceAndAgainWhenTheRequestIsRepeated() throws Exception {
    api.world().upload((items, progress) -> {});
    String disk = api.diskOf(api.instance());
    for (String action : new String[] {"CreateSnapshot", "CreateSnapshotGroup"}) {
      String parameter = action.equals("CreateSnapshot") ? "DiskId" : "DiskId.1";
      String[] pairs = {parameter, disk, "ClientToken", "once"};
      Answer first = shaped(action, pairs);
      assertThat(first.text("/CutTime"))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
      assertThat(first.body().path("CutLsn").isIntegralNumber()).isTrue();
      String group = first.text("/SnapshotGroupId");
      Answer listed =
          group.isEmpty()
              ? api.call("DescribeSnapshots", "DiskId", disk)
              : shaped("DescribeSnapshotGroups", "SnapshotGroupId.1", group);
      assertThat(listed.body().findValuesAsString("CutTime")).contains(first.text("/CutTime"));
      if (group.isEmpty()) {
        expect("200", "DeleteSnapshot", "SnapshotId", first.text("/SnapshotId"));
      } else {
        expect("200", "DeleteSnapshotGroup", "SnapshotGroupId", group);
      }
      api.world().pass(Duration.ofMinutes(3));
      Answer again = shaped(action, pairs);
      for (String member :
          new String[] {"/SnapshotId", "/SnapshotGroupId", "/CutTime", "/CutLsn"}) {
        assertThat(again.text(member)).as(member).isEqualTo(first.text(member));
      }
    }
  }
}
