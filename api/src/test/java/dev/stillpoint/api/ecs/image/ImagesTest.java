package dev.stillpoint.api.ecs.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.InAnApiWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images from the disks that they are made of to the disks that are made of them. */
class ImagesTest extends InAnApiWorld {
  private String systemDisk(String instance) {
    return api.call("DescribeDisks", "InstanceId", instance, "DiskType", "system")
        .text("/Disks/Disk/0/DiskId");
  }

  private String dataDisk(String instance) {
    return api.call("DescribeDisks", "InstanceId", instance, "DiskType", "data")
        .text("/Disks/Disk/0/DiskId");
  }

  private String run(String image, String... more) {
    List<String> pairs = new ArrayList<>(List.of("ImageId", image, "InstanceType", "ecs.any"));
    pairs.addAll(List.of(more));
    ApiWorld.Answer answer = api.call("RunInstances", pairs.toArray(String[]::new));
    assertThat(answer.outcome()).as(answer.body().toString()).isEqualTo("200");
    return answer.text("/InstanceIdSets/InstanceIdSet/0");
  }

  @Test
  void anInstanceBeginsWithTheBytesOfTheInstanceThatItsImageIsOf() throws Exception {
    String first = api.instance();
    api.world().write(systemDisk(first), 3, 11);
    api.world().write(api.diskOf(first), 4, 22);
    String image =
        shaped("CreateImage", "InstanceId", first, "ImageName", "golden").text("/ImageId");
    api.world().write(systemDisk(first), 3, 99);
    String second = run(image);
    assertThat(api.world().read(systemDisk(second), 3)).isEqualTo(11);
    assertThat(api.world().read(dataDisk(second), 4)).isEqualTo(22);
    assertThat(
            api.call("DescribeDisks", "InstanceId", second, "DiskType", "data")
                .text("/Disks/Disk/0/Device"))
        .isEqualTo("/dev/xvdb");
    String third =
        api.call("CreateInstance", "ImageId", image, "InstanceType", "ecs.any").text("/InstanceId");
    assertThat(api.world().read(systemDisk(third), 3)).isEqualTo(11);
  }

  @Test
  void theDisksOfAnImageAreFrozenAtOneInstant() {
    String instance = api.instance();
    api.diskOf(instance);
    String image = api.call("CreateImage", "InstanceId", instance).text("/ImageId");
    ApiWorld.Answer shown = shaped("DescribeImages", "ImageId", image);
    List<String> snapshots = shown.body().findValuesAsString("SnapshotId");
    assertThat(snapshots).hasSize(2);
    ApiWorld.Answer listed =
        api.call(
            "DescribeSnapshots", "SnapshotIds", "[\"" + String.join("\",\"", snapshots) + "\"]");
    assertThat(listed.body().findValuesAsString("CutLsn").stream().distinct()).hasSize(1);
    assertThat(shown.text("/Images/Image/0/Status")).isEqualTo("Available");
    assertThat(shown.text("/Images/Image/0/Progress")).isEqualTo("100%");
    assertThat(shown.text("/Images/Image/0/Usage")).isEqualTo("none");
  }

  @Test
  void anImageIsMadeOfASystemDisksSnapshotAndOfNoOther() throws Exception {
    String instance = api.instance();
    api.world().write(systemDisk(instance), 1, 7);
    String data = api.diskOf(instance);
    String system = api.call("CreateSnapshot", "DiskId", systemDisk(instance)).text("/SnapshotId");
    String other = api.call("CreateSnapshot", "DiskId", data).text("/SnapshotId");
    String image = shaped("CreateImage", "SnapshotId", system).text("/ImageId");
    assertThat(api.world().read(systemDisk(run(image)), 1)).isEqualTo(7);
    expect("403 InvalidSnapshotId.NotSystemDiskSnapshot", "CreateImage", "SnapshotId", other);
    expect("404 InvalidSnapshotId.NotFound", "CreateImage", "SnapshotId", "s-none");
    String both =
        shaped(
                "CreateImage",
                "DiskDeviceMapping.1.SnapshotId",
                other,
                "DiskDeviceMapping.1.Device",
                "/dev/xvdf",
                "DiskDeviceMapping.2.SnapshotId",
                system)
            .text("/ImageId");
    String made = run(both);
    assertThat(
            api.call("DescribeDisks", "InstanceId", made, "DiskType", "data")
                .text("/Disks/Disk/0/Device"))
        .isEqualTo("/dev/xvdf");
  }

  @Test
  void aSystemDiskIsNotSmallerThanItsImage() {
    String instance = run("any", "SystemDisk.Size", "60");
    String image = api.call("CreateImage", "InstanceId", instance).text("/ImageId");
    assertThat(
            api.call("DescribeDisks", "InstanceId", run(image))
                .body()
                .at("/Disks/Disk/0/Size")
                .asInt())
        .isEqualTo(60);
    expect(
        "404 InvalidSystemDiskSize.LessThanImageSize",
        "RunInstances",
        "ImageId",
        image,
        "InstanceType",
        "ecs.any",
        "SystemDisk.Size",
        "50");
  }

  @Test
  void anImageThatAnInstanceHasGoesByForceAndItsDisksKeepTheirBytes() throws Exception {
    String first = api.instance();
    api.world().write(systemDisk(first), 0, 5);
    String image = api.call("CreateImage", "InstanceId", first).text("/ImageId");
    String second = run(image);
    assertThat(shaped("DescribeImages", "Usage", "instance").body().findValuesAsString("ImageId"))
        .containsExactly(image);
    expect("403 ImageInUse", "DeleteImage", "ImageId", image);
    expect(
        "400 DryRunOperation", "DeleteImage", "ImageId", image, "Force", "true", "DryRun", "true");
    shaped("DeleteImage", "ImageId", image, "Force", "true");
    expect("200", "DeleteImage", "ImageId", image);
    assertThat(shaped("DescribeImages").body().path("TotalCount").asInt()).isZero();
    assertThat(api.world().read(systemDisk(second), 0)).isEqualTo(5);
  }

  @Test
  void theSameTokenMakesOneImageAndANameIsTakenOnce() {
    String instance = api.instance();
    String[] pairs = {"InstanceId", instance, "ImageName", "golden", "ClientToken", "once"};
    String image = api.call("CreateImage", pairs).text("/ImageId");
    assertThat(api.call("CreateImage", pairs).text("/ImageId")).isEqualTo(image);
    expect(
        "400 InvalidImageName.Duplicated",
        "CreateImage",
        "InstanceId",
        instance,
        "ImageName",
        "golden");
    expect("400 DryRunOperation", "CreateImage", "InstanceId", instance, "DryRun", "true");
  }

  @Test
  void filtersFindWhatTheyDescribe() {
    String instance = api.instance();
    String first =
        api.call(
                "CreateImage",
                "InstanceId",
                instance,
                "ImageName",
                "web-1",
                "ImageFamily",
                "web",
                "Architecture",
                "arm64",
                "Tag.1.Key",
                "k")
            .text("/ImageId");
    String second = api.call("CreateImage", "InstanceId", instance).text("/ImageId");
    assertThat(ids("ImageName", "web*")).containsExactly(first);
    assertThat(ids("ImageFamily", "web")).containsExactly(first);
    assertThat(ids("Architecture", "arm64")).containsExactly(first);
    assertThat(ids("Tag.1.Key", "k")).containsExactly(first);
    assertThat(ids("ImageId", first + "," + second)).hasSize(2);
    assertThat(ids("Status", "Creating,Waiting")).isEmpty();
    assertThat(ids("ImageOwnerAlias", "system")).isEmpty();
    assertThat(ids("ImageOwnerAlias", "self")).hasSize(2);
    shaped("TagResources", "ResourceType", "image", "ResourceId.1", second, "Tag.1.Key", "late");
    assertThat(ids("Tag.1.Key", "late")).containsExactly(second);
    expect("404 InvalidStatus.NotFound", "DescribeImages", "Status", "Happy");
    expect("404 InvalidUsage", "DescribeImages", "Usage", "art");
  }

  private List<String> ids(String... pairs) {
    return shaped("DescribeImages", pairs).body().findValuesAsString("ImageId");
  }

  @ParameterizedTest
  @CsvSource({
    "ImageName, aliyun-x, 400 InvalidImageName.Malformed",
    "ImageName, 1, 400 InvalidImageName.Malformed",
    "ImageFamily, 1, 400 InvalidImageFamily.Malformed",
    "Description, http://x, 400 InvalidDescription.Malformed",
    "Architecture, z80, 400 InvalidParameter",
    "BootMode, Floppy, 400 InvalidParameter",
    "SnapshotId, s-1, 400 InvalidParameter.Conflict",
    "ResourceGroupId, rg-none, 404 InvalidResourceGroup.NotFound",
  })
  void whatCannotBeIsRefused(String name, String value, String code) {
    expect(code, "CreateImage", "InstanceId", api.instance(), name, value);
  }

  @Test
  void whatAnImageIsMadeOfIsNamedAndExists() {
    expect("400 MissingParameter", "CreateImage");
    expect("404 InvalidInstanceId.NotFound", "CreateImage", "InstanceId", "i-none");
  }
}
